package coop.ccci.bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.ledger.Backlog;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health tells of each kind of row whose step fails again and again, and of none that failed a few times. */
class FailingWorkTest {
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
    void a_comment_that_cannot_be_decided() {
        var comment = new Comment(
                LedgerFixture.RECIPE, 1, fixture.comment("maya", "!testme").id());
        fixture.ledger().recordTrigger(comment, Trigger.Channel.POLL);
        fixture.gitea().down();
        failsAgainAndAgain("triggers", "1 comments that cannot be decided", "admit-triggers");
    }

    @Test
    void a_run_that_cannot_be_launched() {
        fixture.requestRun(1);
        fixture.engine().fails(new IllegalStateException("no answer"));
        failsAgainAndAgain("queued-runs", "1 queued runs that cannot be launched", "launch-runs");
    }

    @Test
    void a_run_that_cannot_be_watched() {
        fixture.requestRun(1);
        fixture.launchStep();
        fixture.engine().fails(new IllegalStateException("no answer"));
        failsAgainAndAgain("running-runs", "1 runs that cannot be watched", "watch-runs");
    }

    @Test
    void an_answer_that_cannot_be_published() {
        fixture.requestRun(1);
        fixture.gitea().down();
        failsAgainAndAgain("pull-requests", "1 answers that cannot be published", "report-runs");
    }

    @Test
    void a_repository_that_cannot_be_looked_at() {
        fixture.ledger().recipes().refs().lookAt(LedgerFixture.RECIPE);
        fixture.gitea().down();
        failsAgainAndAgain("repositories", "1 repositories that cannot be looked at", "look-at-repository");
    }

    private void failsAgainAndAgain(String work, String sentence, String route) {
        for (var time = 1; time <= Backlog.FAILING_AFTER; time++) {
            assertThat(problems()).as("after " + (time - 1)).isEmpty();
            fixture.clock().forward(Duration.ofMinutes(5));
            assertThatThrownBy(() -> fixture.find(work)).isNotNull();
        }
        assertThat(problems()).singleElement().asString().contains(sentence, "the log of " + route);
    }

    private List<String> problems() {
        return BridgeHealth.work(fixture.ledger(), Set.of("gitea"), (key, value) -> {});
    }
}
