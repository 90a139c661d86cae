package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.ledger.Repositories.WatchedRepository;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    void a_level_is_that_of_the_forges_own_runs() {
        ledger.inTransaction(() -> ledger.recipes().refs().lookAt(THERE));
        assertThat(ledger.recipes().refs().take(HERE)).isEmpty();
        assertThat(ledger.recipes().refs().take(THERE)).isPresent();
        assertThat(ledger.recipes().levels().take(HERE)).isPresent();
        assertThat(ledger.recipes().levels().take(THERE)).isPresent();
    }
}
