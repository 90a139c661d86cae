package coop.ccci.bridge.ledger;

import static coop.ccci.bridge.ledger.ClaimedRow.claim;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.ledger.Claims.Work;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(LedgerDatabase.class)
class RetentionTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Retention.Limits YOUNG = new Retention.Limits(Duration.ofDays(30), 100);
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");
    private static final Comment.Author MAYA = new Comment.Author(7, "maya");

    private final TestClock clock = new TestClock(START);

    @Parameter
    private LedgerDatabase database;

    @TempDir
    private Path folder;

    private Ledger ledger;
    private long comments;

    @BeforeEach
    void open() {
        ledger = Ledger.open(database.in(folder), clock);
        ledger.cursors().firstStart();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void what_is_old_and_over_is_forgotten_with_all_that_belongs_to_it() {
        var old = finished("custom-html", Verdict.PASSED, true);
        ignored();
        clock.forward(Duration.ofDays(31));
        var young = finished("custom-html", Verdict.FAILED, true);
        trim(YOUNG);
        assertThat(ledger.runs().find(old)).isEmpty();
        assertThat(ledger.runs().events(old)).isEmpty();
        assertThat(ledger.runs().find(young)).isPresent();
        assertThat(ledger.triggers().find(1)).isEmpty();
        assertThat(ledger.triggers().find(2)).isEmpty();
        assertThat(ledger.triggers().find(3)).isPresent();
    }

    @Test
    void the_newest_run_of_a_recipe_and_its_newest_with_a_verdict_stay_however_old() {
        var passed = finished("custom-html", Verdict.PASSED, true);
        var cancelled = finished("custom-html", Verdict.CANCELLED, true);
        var other = finished("lychee", Verdict.FAILED, true);
        clock.forward(Duration.ofDays(400));
        trim(YOUNG);
        assertThat(ledger.runs().newest(9)).extracting(Run::id).containsExactly(other, cancelled, passed);
        assertThat(ledger.runs().events(passed)).hasSize(1);
    }

    @Test
    void what_is_not_over_or_not_shown_stays_however_old() {
        var waiting = queued("custom-html");
        var unshown = finished("custom-html", Verdict.PASSED, false);
        var last = finished("custom-html", Verdict.PASSED, true);
        clock.forward(Duration.ofDays(400));
        trim(new Retention.Limits(Duration.ofDays(30), 1));
        assertThat(ledger.runs().newest(9)).extracting(Run::id).containsExactly(last, unshown, waiting);
    }

    @Test
    void of_more_runs_than_the_number_the_oldest_go_in_batches_and_their_comments_stay_known() {
        for (var count = 0; count < Retention.BATCH + 5; count++) {
            finished("custom-html", Verdict.PASSED, true);
        }
        trim(new Retention.Limits(Duration.ofDays(30), 3));
        assertThat(ledger.runs().newest(9)).hasSize(3);
        assertThat(ledger.recordTrigger(new Comment(RECIPE, 1, 1), Trigger.Channel.WEBHOOK))
                .as("a delivery that comes again starts nothing")
                .isFalse();
    }

    @Test
    void a_comment_that_was_forgotten_is_not_answered_when_it_is_seen_again() {
        assertThat(ledger.cursors().answersFrom(Repository.FIRST_FORGE)).isEqualTo(START);
        ignored();
        clock.forward(Duration.ofDays(31));
        trim(YOUNG);
        assertThat(ledger.cursors().answersFrom(Repository.FIRST_FORGE)).isEqualTo(START.plus(Duration.ofDays(1)));
        trim(new Retention.Limits(Duration.ofDays(300), 100));
        assertThat(ledger.cursors().answersFrom(Repository.FIRST_FORGE))
                .as("what was forgotten does not come back")
                .isEqualTo(START.plus(Duration.ofDays(1)));
    }

    private void trim(Retention.Limits limits) {
        ledger.retention().forgetRuns(limits);
        ledger.retention().forgetTriggers(limits);
        ledger.retention().forgetComments(limits);
    }

    private void ignored() {
        var comment = comment();
        ledger.triggers().ignored(claim(ledger, Work.TRIGGER, comment), Optional.empty(), IgnoreReason.DELETED);
    }

    private long comment() {
        ledger.recordTrigger(new Comment(RECIPE, 1, ++comments), Trigger.Channel.POLL);
        return comments;
    }

    private RunId queued(String recipe) {
        var comment = comment();
        return ledger.inTransaction(() -> {
            var trigger = ledger.triggers().find(comment).orElseThrow();
            var run = ledger.queue()
                    .add(new RunQueue.NewRun(
                            trigger.id(),
                            new RecipeName(recipe),
                            new Commit("0".repeat(40)),
                            URI.create("http://git.example.org/recipe-maintainers/custom-html.git"),
                            Optional.of("main"),
                            MAYA,
                            "local",
                            Run.Mode.FULL));
            ledger.triggers().admitted(claim(ledger, Work.TRIGGER, comment), MAYA, run);
            return run;
        });
    }

    private RunId finished(String recipe, Verdict verdict, boolean isShown) {
        var run = queued(recipe);
        ledger.queue()
                .recordEvents(
                        ledger.runs().find(run).orElseThrow(),
                        List.of(RunEvent.started(clock.instant(), RunEvent.RUN)),
                        0,
                        1);
        var end = new Run.End(verdict, 0, Optional.empty(), Optional.empty(), clock.instant());
        ledger.queue().finished(claim(ledger, Work.QUEUED_RUN, run.value()), end);
        if (isShown) {
            ledger.pullRequestComments().reported(List.of(run));
        }
        return run;
    }
}
