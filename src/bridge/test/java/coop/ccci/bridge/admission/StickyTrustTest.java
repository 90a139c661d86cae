package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 3 of docs/security.md by the bridge's routes: one comment is one run of one commit, whatever comes after it. */
class StickyTrustTest {
    @TempDir
    private Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void row_3_an_admitted_comment_lends_no_trust_to_the_next_one() {
        fixture.decide(fixture.comment("maya", "!testme"));
        assertThat(fixture.decide(fixture.comment("nils", "!testme")).state()).isEqualTo(Trigger.State.REFUSED);
    }

    /** Everything is done again after the push: the comment is delivered anew, decided, launched, watched, told. */
    @Test
    void row_3_an_admitted_comment_does_not_stand_for_the_next_push() {
        var asked = fixture.comment("maya", "!testme");
        var first = fixture.run(fixture.decide(asked));
        fixture.launchStep();
        var second = fixture.pullRequest().push();
        for (var round = 0; round < 2; round++) {
            fixture.clock().forward(LedgerFixture.REVALIDATE_AFTER.plusSeconds(1));
            var again = fixture.decide(asked);
            assertThat(again.state()).isEqualTo(Trigger.State.ADMITTED);
            assertThat(again.run()).contains(first.id());
            fixture.launchStep();
            fixture.watchStep();
            fixture.reportStep();
        }
        assertThat(fixture.ledger().runs().newest(10)).extracting(Run::commit).containsExactly(first.commit());
        assertThat(first.commit()).isNotEqualTo(second);
    }

    /** As above, of a comment that is made another command after its run has begun: neither that nor a second run comes of it. */
    @Test
    void row_3_an_admitted_comment_that_is_edited_later_asks_for_nothing_more() {
        var asked = fixture.comment("maya", "!testme");
        var run = fixture.run(fixture.decide(asked));
        fixture.launchStep();
        for (var text : new String[] {"!testme --quick", "!testme cancel", "!testme"}) {
            fixture.clock().forward(LedgerFixture.REVALIDATE_AFTER.plusSeconds(1));
            asked.edit(text);
            var again = fixture.decide(asked);
            assertThat(again.state()).isEqualTo(Trigger.State.ADMITTED);
            assertThat(again.run()).contains(run.id());
            fixture.launchStep();
            fixture.watchStep();
        }
        assertThat(fixture.ledger().runs().newest(10)).extracting(Run::id).containsExactly(run.id());
        assertThat(fixture.reload(run).mode()).isEqualTo(Run.Mode.FULL);
        assertThat(fixture.reload(run).end()).isEmpty();
    }

    @Test
    void row_3_the_next_push_is_tested_when_a_member_asks_for_it_and_not_before() {
        fixture.decide(fixture.comment("maya", "!testme"));
        var second = fixture.pullRequest().push();
        assertThat(fixture.decide(fixture.comment("nils", "!testme")).state()).isEqualTo(Trigger.State.REFUSED);
        assertThat(fixture.run(fixture.decide(fixture.comment("maya", "!testme")))
                        .commit())
                .isEqualTo(second);
    }
}
