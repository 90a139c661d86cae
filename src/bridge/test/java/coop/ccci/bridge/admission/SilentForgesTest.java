package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many comments wait for a forge that does not answer. */
class SilentForgesTest {
    private static final int COMMENTS = 20;

    @TempDir
    private Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
        for (var each = 0; each < COMMENTS; each++) {
            var comment = fixture.comment("nils", "!testme");
            fixture.ledger().recordTrigger(new Comment(LedgerFixture.RECIPE, 1, comment.id()), Trigger.Channel.WEBHOOK);
        }
        fixture.gitea().down();
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void one_of_them_is_tried_each_second_and_the_others_wait_as_they_are() {
        for (var second = 1; second <= 3; second++) {
            assertThatThrownBy(fixture::admitStep).isInstanceOf(ForgeUnavailableException.class);
            fixture.admitStep();
            fixture.admitStep();
            assertThat(tries()).isEqualTo(second);
            fixture.clock().forward(SilentForges.BETWEEN_TRIES);
        }
    }

    @Test
    void when_it_is_back_all_that_waited_are_decided_in_one_look() {
        assertThatThrownBy(fixture::admitStep).isInstanceOf(ForgeUnavailableException.class);
        fixture.gitea().up();
        fixture.clock().forward(SilentForges.BETWEEN_TRIES);
        fixture.admitStep();
        assertThat(fixture.ledger().operation().backlog().undecidedTriggers().count())
                .isZero();
    }

    private long tries() {
        return JdbcClient.create(fixture.ledger().dataSource())
                .sql("select sum(attempts) from triggers")
                .query(Long.class)
                .single();
    }
}
