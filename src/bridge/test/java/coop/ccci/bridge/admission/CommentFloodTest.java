package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody comments without end. Of one account, the fixture has six commands an hour looked at. */
class CommentFloodTest {
    private static final int LIMIT = 6;

    @TempDir
    private Path folder;

    private LedgerFixture fixture;
    private long rows;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private Trigger seen(String author, Optional<Long> writer) {
        var comment = fixture.comment(author, "!testme");
        fixture.ledger()
                .triggers()
                .record(new Comment(LedgerFixture.RECIPE, 1, comment.id()), Trigger.Channel.WEBHOOK, writer);
        fixture.admitStep();
        return fixture.ledger().triggers().find(++rows).orElseThrow();
    }

    private Optional<Long> numberOf(String login) {
        return Optional.of(fixture.gitea().user(login).id());
    }

    @Test
    void row_19_of_too_many_commands_of_one_account_the_forge_is_not_asked() {
        for (var each = 0; each < LIMIT; each++) {
            assertThat(seen("nils", numberOf("nils")).state()).isEqualTo(Trigger.State.REFUSED);
        }
        var asked = fixture.gitea().requests().size();
        for (var each = 0; each < LIMIT; each++) {
            var trigger = seen("nils", numberOf("nils"));
            assertThat(trigger.reason()).contains(new TriggerReason.Ignored(IgnoreReason.TOO_MANY_COMMENTS));
        }
        assertThat(fixture.gitea().requests()).hasSize(asked);
    }

    @Test
    void row_19_others_are_looked_at_meanwhile_and_the_account_itself_an_hour_later() {
        for (var each = 0; each < 2 * LIMIT; each++) {
            seen("nils", numberOf("nils"));
        }
        assertThat(seen("maya", numberOf("maya")).state()).isEqualTo(Trigger.State.ADMITTED);
        fixture.clock().forward(Duration.ofHours(1).plusSeconds(1));
        assertThat(seen("nils", numberOf("nils")).state()).isEqualTo(Trigger.State.REFUSED);
    }

    @Test
    void comments_of_which_nobody_said_who_wrote_them_count_for_nobody() {
        for (var each = 0; each < LIMIT + 2; each++) {
            assertThat(seen("nils", Optional.empty()).state()).isEqualTo(Trigger.State.REFUSED);
        }
    }
}
