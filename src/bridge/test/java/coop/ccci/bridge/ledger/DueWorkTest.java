package coop.ccci.bridge.ledger;

import static coop.ccci.bridge.ledger.ClaimedRow.claim;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.ledger.Claims.Work;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.ledger.Trigger.Comment.Author;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(LedgerDatabase.class)
class DueWorkTest {
    private static final Author MAYA = new Author(7, "maya");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));

    @Parameter
    private LedgerDatabase database;

    @TempDir
    private Path folder;

    private Ledger ledger;
    private DueWork due;

    @BeforeEach
    void open() {
        ledger = Ledger.open(database.in(folder), clock);
        due = new DueWork(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void comment(long id) {
        ledger.recordTrigger(
                new Comment(Repository.parse("recipe-maintainers/custom-html"), 1, id), Trigger.Channel.POLL);
    }

    @Test
    void a_ledger_without_work_has_none() {
        assertThat(due.kinds()).isEmpty();
    }

    @Test
    void a_row_is_work_until_somebody_has_it_and_again_when_it_is_due_again() {
        comment(7);
        assertThat(due.kinds()).containsExactly("triggers");
        var claim = claim(ledger, Work.TRIGGER, 1);
        assertThat(due.kinds()).as("somebody has it").isEmpty();
        ledger.claims().release(claim, clock.instant().plusSeconds(5));
        assertThat(due.kinds()).as("not due yet").isEmpty();
        clock.forward(Duration.ofSeconds(5));
        assertThat(due.kinds()).containsExactly("triggers");
        claim(ledger, Work.TRIGGER, 1);
        clock.forward(Claims.LEASE);
        assertThat(due.kinds()).as("who had it has died").containsExactly("triggers");
    }

    @Test
    void what_each_step_leaves_behind_is_the_work_of_the_next() {
        comment(7);
        comment(8);
        var refused = claim(ledger, Work.TRIGGER, 2);
        ledger.triggers().answered(refused, MAYA, new TriggerReason.Refused(new Refusal.Closed()));
        ledger.reports().open(ledger.triggers().find(2).orElseThrow());
        assertThat(due.kinds()).containsExactlyInAnyOrder("triggers", "reports");
        ledger.queue()
                .add(new RunQueue.NewRun(
                        1,
                        new RecipeName("custom-html"),
                        new Commit("a".repeat(40)),
                        URI.create("https://git.example.org/recipe-maintainers/custom-html.git"),
                        Optional.of("main"),
                        MAYA,
                        "local",
                        Run.Mode.FULL));
        assertThat(due.kinds()).contains("queued-runs", "pull-requests");
        ledger.queue().launched(claim(ledger, Work.QUEUED_RUN, 1), Duration.ofHours(1), Optional.empty());
        clock.forward(Duration.ofSeconds(2));
        assertThat(due.kinds()).contains("running-runs", "pull-requests").doesNotContain("queued-runs");
    }

    /** A route that is not woken sleeps for ever once a hint got lost. */
    @Test
    void every_route_that_looks_for_rows_is_woken() throws IOException {
        try (var files = Files.list(Path.of("../../routes/ledger"))) {
            var routes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("find-") && !name.equals("find-work.camel.yaml"))
                    .map(name -> name.replace(".camel.yaml", "").replaceFirst("find-", ""))
                    .collect(Collectors.toSet());
            assertThat(DueWork.all()).containsExactlyInAnyOrderElementsOf(routes);
        }
    }
}
