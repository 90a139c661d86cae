package coop.ccci.bridge.ledger;

import static coop.ccci.bridge.ledger.ClaimedRow.claim;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.ledger.Repositories.WatchedRepository;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two forges number their repositories, comments and accounts alike, and mean others by it. */
@ParameterizedClass
@EnumSource(LedgerDatabase.class)
class RowsOfForgesTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Comment.Author MAYA = new Comment.Author(7, "maya");
    private static final Repository HERE = Repository.parse("recipe-maintainers/custom-html");
    private static final Repository THERE = HERE.on("gitea-other");

    @Parameter
    private LedgerDatabase database;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(START);
    private Ledger ledger;

    @BeforeEach
    void setUp() {
        ledger = Ledger.open(database.in(folder), clock);
    }

    @AfterEach
    void tearDown() {
        ledger.close();
    }

    @Test
    void row_7_a_comment_or_an_account_of_the_same_number_on_another_forge_is_another() {
        assertThat(record(HERE)).isTrue();
        assertThat(record(THERE)).isTrue();
        assertThat(record(THERE)).isFalse();
        var here = ledger.triggers().find(1).orElseThrow();
        var there = ledger.triggers().find(2).orElseThrow();
        assertThat(here.comment().repository()).isEqualTo(HERE);
        assertThat(there.comment().repository()).isEqualTo(THERE);
        assertThat(ledger.triggers().commentsLike(there, START)).isEqualTo(1);
        assertThat(ledger.pullRequestComments().take(HERE, 1)).isPresent();
        assertThat(ledger.pullRequestComments().take(THERE, 1)).isPresent();
    }

    private boolean record(Repository repository) {
        return ledger.triggers().record(new Comment(repository, 1, 7), Trigger.Channel.POLL, Optional.of(5L));
    }

    @Test
    void a_repository_that_is_renamed_takes_only_its_own_rows_along() {
        record(HERE);
        record(THERE);
        ledger.inTransaction(() -> {
            ledger.repositories().record(new WatchedRepository(HERE, 9, HERE));
            ledger.repositories().record(new WatchedRepository(THERE, 9, THERE));
        });
        var renamed = Repository.parse("gitea-other", "recipe-maintainers/html");
        ledger.inTransaction(() -> ledger.repositories().record(new WatchedRepository(renamed, 9, renamed)));
        assertThat(ledger.repositories().nameOf(9, HERE)).contains(HERE);
        assertThat(ledger.repositories().nameOf(9, THERE)).contains(renamed);
        assertThat(ledger.triggers().find(1).orElseThrow().comment().repository())
                .isEqualTo(HERE);
        assertThat(ledger.triggers().find(2).orElseThrow().comment().repository())
                .isEqualTo(renamed);
    }

    @Test
    void accounts_unread_pull_requests_and_the_first_start_are_each_forges_own() {
        ledger.accountNumbers().recordOnce(HERE.forge(), "olga", 5);
        ledger.accountNumbers().recordOnce(THERE.forge(), "olga", 6);
        ledger.accountNumbers().keepOnly(THERE.forge(), Set.of());
        assertThat(ledger.accountNumbers().find(HERE.forge(), "olga")).contains(5L);
        assertThat(ledger.accountNumbers().find(THERE.forge(), "olga")).isEmpty();

        ledger.unread().record(THERE, 1, START, "too long");
        assertThat(ledger.unread().all(HERE.forge())).isEmpty();
        assertThat(ledger.unread().all(THERE.forge())).hasSize(1);

        ledger.cursors().firstStart(HERE.forge());
        clock.forward(Duration.ofDays(3));
        assertThat(ledger.cursors().answersFrom(THERE.forge())).isEqualTo(START.plus(Duration.ofDays(3)));
        assertThat(ledger.cursors().answersFrom(HERE.forge())).isEqualTo(START);
    }

    @Test
    void what_waits_of_a_forge_that_is_not_named_is_told_and_ended_for_good_and_of_no_other() {
        record(HERE);
        record(THERE);
        ledger.triggers().record(new Comment(THERE, 1, 8), Trigger.Channel.POLL, Optional.of(5L));
        var run = queued(9, 4);
        var others = ledger.operation().otherForges();
        assertThat(others.waiting(Set.of(HERE.forge(), THERE.forge()))).isEmpty();
        assertThat(others.waiting(Set.of(HERE.forge())))
                .containsExactly(Map.entry(THERE.forge(), new OtherForges.Waiting(2, 1, 0)));

        assertThat(others.end(THERE.forge())).isEqualTo(new OtherForges.Waiting(2, 1, 0));

        assertThat(ledger.triggers().find(2).orElseThrow().state()).isEqualTo(Trigger.State.IGNORED);
        assertThat(ledger.runs().find(run).orElseThrow().stop()).isPresent();
        var end = new Run.End(Verdict.CANCELLED, 0, Optional.empty(), Optional.empty(), clock.instant());
        ledger.queue().finished(claim(ledger, Claims.Work.QUEUED_RUN, run.value()), end);
        assertThat(ledger.pullRequestComments().unreported()).isZero();
        assertThat(others.waiting(Set.of(HERE.forge()))).isEmpty();
        assertThat(others.end(THERE.forge())).isEqualTo(OtherForges.Waiting.NOTHING);
        assertThat(ledger.triggers().find(1).orElseThrow().state()).isEqualTo(Trigger.State.SEEN);
    }

    private RunId queued(long comment, long row) {
        ledger.triggers().record(new Comment(THERE, 1, comment), Trigger.Channel.POLL, Optional.of(5L));
        return ledger.inTransaction(() -> {
            var run = ledger.queue()
                    .add(new RunQueue.NewRun(
                            row,
                            new RecipeName("custom-html"),
                            new Commit("0".repeat(40)),
                            URI.create("http://git.example.org/recipe-maintainers/custom-html.git"),
                            Optional.of("main"),
                            MAYA,
                            "local",
                            Run.Mode.FULL));
            ledger.triggers().admitted(claim(ledger, Claims.Work.TRIGGER, row), MAYA, run);
            return run;
        });
    }

    @Test
    void a_level_is_that_of_the_forges_own_runs() {
        ledger.inTransaction(() -> ledger.recipes().refs().lookAt(THERE));
        assertThat(ledger.recipes().refs().take(HERE)).isEmpty();
        assertThat(ledger.recipes().refs().take(THERE)).isPresent();
        assertThat(ledger.recipes().levels().take(HERE)).isPresent();
        assertThat(ledger.recipes().levels().take(THERE)).isPresent();
    }
}
