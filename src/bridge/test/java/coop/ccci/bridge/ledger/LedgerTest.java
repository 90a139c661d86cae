package coop.ccci.bridge.ledger;

import static coop.ccci.bridge.ledger.ClaimedRow.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
class LedgerTest {
    private static final Comment COMMENT = new Comment(Repository.parse("Recipe-Maintainers/custom-html"), 1, 7);
    private static final Comment.Author MAYA = new Comment.Author(7, "maya");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Parameter
    private LedgerDatabase database;

    @TempDir
    private Path folder;

    private LedgerUrl place;
    private Ledger ledger;

    @BeforeEach
    void open() {
        place = database.in(folder);
        ledger = reopened();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Ledger reopened() {
        return Ledger.open(place, Clock.systemUTC());
    }

    @Test
    void a_comment_is_written_down_once_however_often_and_by_whichever_way_it_is_seen() {
        assertThat(ledger.recordTrigger(COMMENT, Trigger.Channel.POLL)).isTrue();
        assertThat(ledger.recordTrigger(COMMENT, Trigger.Channel.WEBHOOK)).isFalse();
        var other = new Comment(Repository.parse("recipe-maintainers/CUSTOM-html"), 1, 7);
        assertThat(ledger.recordTrigger(other, Trigger.Channel.POLL)).isFalse();
        assertThat(ledger.triggers().find(1)).get().extracting(Trigger::channel).isEqualTo(Trigger.Channel.POLL);
    }

    @Test
    void what_was_written_is_there_after_the_ledger_was_opened_again() {
        ledger.recordTrigger(COMMENT, Trigger.Channel.POLL);
        ledger.close();
        ledger = reopened();
        assertThat(ledger.recordTrigger(COMMENT, Trigger.Channel.POLL)).isFalse();
    }

    @Test
    void a_run_is_queued_launched_watched_and_finished() {
        var run = queued();
        assertThat(run.state()).isEqualTo(Run.State.QUEUED);
        var queue = ledger.queue();
        var other = queued(new Comment(COMMENT.repository(), 1, 8), 2);
        var claim = claim(ledger, Claims.Work.QUEUED_RUN, run.id().value());
        assertThat(queue.takeRoom(run, claim, 1)).isTrue();
        assertThat(queue.hasRoom(other, 1)).as("it has the room before it runs").isFalse();
        assertThat(queue.takeRoom(
                        other, claim(ledger, Claims.Work.QUEUED_RUN, other.id().value()), 1))
                .isFalse();
        queue.launched(claim, Duration.ofMinutes(60), Optional.empty());
        assertThat(queue.hasRoom(other, 1)).isFalse();
        var event = RunEvent.started(NOW, RunEvent.RUN);
        queue.recordEvents(run, List.of(event), 0, 42);
        queue.recordEvents(run, List.of(event), 0, 42);
        assertThat(ledger.runs().events(run.id())).containsExactly(event);
        assertThat(queue.eventsOffset(run)).isEqualTo(42);
        var end = new Run.End(Verdict.ERROR, 0, Optional.of(new RunReason.CancelledBy("maya")), Optional.empty(), NOW);
        queue.finished(claim(ledger, Claims.Work.RUNNING_RUN, run.id().value()), end);
        assertThat(queue.hasRoom(other, 1)).isTrue();
        assertThat(ledger.runs().find(run.id()).orElseThrow().end()).contains(end);
        assertThat(ledger.runs().unfinished()).extracting(Run::id).containsExactly(other.id());
        assertThat(ledger.lists().newestOfEachRecipe())
                .as("what waits, and what has ended")
                .extracting(summary -> summary.run().id())
                .containsExactly(other.id(), run.id());
    }

    @Test
    void a_run_gets_a_number_above_every_run_directory_also_where_the_ledger_has_runs() {
        assertThat(queued()).extracting(run -> run.id().toString()).isEqualTo("1");
        ledger.queue().beginAfter(41);
        assertThat(queued(new Comment(COMMENT.repository(), 1, 8), 2))
                .extracting(run -> run.id().toString())
                .isEqualTo("42");
        ledger.queue().beginAfter(7);
        assertThat(queued(new Comment(COMMENT.repository(), 1, 9), 3))
                .extracting(run -> run.id().toString())
                .isEqualTo("43");
    }

    @Test
    void a_zero_byte_in_what_a_run_wrote_is_no_obstacle() {
        var run = queued();
        ledger.queue().recordEvents(run, List.of(RunEvent.note(NOW, RunEvent.RUN, "a\0b")), 0, 1);
        assertThat(ledger.runs().events(run.id()))
                .singleElement()
                .extracting(event -> event.message().orElseThrow())
                .isEqualTo("a\uFFFDb");
    }

    @Test
    void a_step_that_throws_writes_nothing() {
        assertThatThrownBy(() -> ledger.inTransaction(() -> {
                    ledger.recordTrigger(COMMENT, Trigger.Channel.POLL);
                    throw new IllegalStateException("killed here");
                }))
                .hasMessage("killed here");
        assertThat(ledger.triggers().find(1)).isEmpty();
    }

    @Test
    void a_position_is_set_once_and_moved() {
        assertThat(ledger.cursors().find("gitea-comments")).isEmpty();
        assertThat(ledger.cursors().setOnce("gitea-comments", NOW)).isEqualTo(NOW);
        assertThat(ledger.cursors().setOnce("gitea-comments", NOW.plusSeconds(1)))
                .isEqualTo(NOW);
        ledger.cursors().move("gitea-comments", NOW.plusSeconds(2));
        assertThat(ledger.cursors().find("gitea-comments")).contains(NOW.plusSeconds(2));
    }

    private Run queued() {
        return queued(COMMENT, 1);
    }

    private Run queued(Comment comment, long row) {
        ledger.recordTrigger(comment, Trigger.Channel.POLL);
        var id = ledger.inTransaction(() -> {
            var trigger = ledger.triggers().find(row).orElseThrow();
            var claim = ledger.claims().take(Claims.Work.TRIGGER, Map.of("id", row));
            var run = ledger.queue()
                    .add(new RunQueue.NewRun(
                            trigger.id(),
                            new RecipeName("custom-html"),
                            new Commit("0".repeat(40)),
                            URI.create("http://git.example.org/recipe-maintainers/custom-html.git"),
                            Optional.of("main"),
                            MAYA,
                            "local",
                            Run.Mode.QUICK));
            ledger.triggers().admitted(claim.orElseThrow(), MAYA, run);
            return run;
        });
        return ledger.runs().find(id).orElseThrow();
    }
}
