package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.contract.RunId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A ledger that an older version wrote. */
@ParameterizedClass
@EnumSource(LedgerDatabase.class)
class MigrationTest {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");

    @Parameter
    private LedgerDatabase database;

    @TempDir
    private Path folder;

    @Test
    void the_comment_of_a_run_under_way_becomes_that_of_its_pull_request_and_settled_runs_stay_as_they_are()
            throws SQLException {
        var url = database.in(folder).url();
        Flyway.configure().dataSource(url, null, null).target("1").load().migrate();
        try (var connection = DriverManager.getConnection(url)) {
            run(connection, 1, 1, "finished", true, 101);
            run(connection, 2, 2, "running", false, 102);
        }
        try (var ledger = Ledger.open(new LedgerUrl(url), Clock.systemUTC())) {
            assertThat(ledger.pullRequestComments().unreported()).isEqualTo(1);
            assertThat(ledger.pullRequestComments()
                            .find(RECIPE, 2)
                            .orElseThrow()
                            .remoteId())
                    .contains(102L);
            assertThat(ledger.pullRequestComments().find(RECIPE, 1)).isEmpty();
            assertThat(ledger.pullRequestComments().take(RECIPE, 2)).isPresent();
            assertThat(ledger.claims().take(Claims.Work.RUNNING_RUN, Map.of("id", 2L)))
                    .isPresent();
            assertThat(ledger.runs().newest(9)).extracting(Run::mode).containsOnly(Run.Mode.FULL);
        }
    }

    @Test
    void every_row_of_a_ledger_of_the_version_before_is_kept_and_its_sentences_still_show() throws SQLException {
        var url = database.in(folder).url();
        Flyway.configure().dataSource(url, null, null).target("2").load().migrate();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(LEDGER_OF_VERSION_2);
        }
        try (var ledger = Ledger.open(new LedgerUrl(url), Clock.systemUTC())) {
            assertThat(ledger.triggers().find(1).orElseThrow().reason()).isEmpty();
            assertThat(ledger.triggers().find(2).orElseThrow().reason())
                    .contains(new TriggerReason.Text("Not run: I do not know `\"a\\b\"`.\nComment again."));
            var ended = ledger.runs().find(new RunId(1)).orElseThrow();
            assertThat(ended.end().orElseThrow().reason())
                    .contains(new RunReason.Text("the harness \"died\" in C:\\tmp\tearly"));
            assertThat(ended.stop().orElseThrow().reason()).isEqualTo(new RunReason.Text("maya asked for its end"));
            assertThat(ledger.runs().events(new RunId(1))).hasSize(1);
            var stopping = ledger.runs().find(new RunId(2)).orElseThrow();
            assertThat(stopping.state()).isEqualTo(Run.State.RUNNING);
            assertThat(stopping.origin()).isEqualTo(Trigger.Source.COMMENT);
            var asked = ledger.triggers().find(2).orElseThrow();
            assertThat(asked.channel()).isEqualTo(Trigger.Channel.WEBHOOK);
            assertThat(ledger.recordTrigger(asked.comment(), Trigger.Channel.POLL))
                    .isFalse();
            assertThat(stopping.stop().orElseThrow().reason()).isEqualTo(new RunReason.Text("it was asked to end"));
            assertThat(ledger.queue().eventsOffset(stopping)).isEqualTo(42);
            assertThat(ledger.reports().published(ledger.triggers().find(1).orElseThrow()))
                    .singleElement()
                    .extracting(Reports.Published::digest)
                    .isEqualTo("abc");
            ledger.inTransaction(() -> {
                var comment = ledger.pullRequestComments().find(RECIPE, 1).orElseThrow();
                assertThat(comment.remoteId()).contains(101L);
                assertThat(comment.digest()).isEqualTo("def");
                ledger.queue().lockAdmission();
            });
            assertThat(ledger.cursors().firstStart()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(ledger.cursors().find("gitea-comments")).contains(Instant.parse("2026-11-02T00:00:00Z"));
        }
    }

    @Test
    void the_rows_of_the_one_forge_that_there_was_belong_to_the_first_one_and_nothing_is_asked_for_twice()
            throws SQLException {
        var url = database.in(folder).url();
        Flyway.configure().dataSource(url, null, null).target("10").load().migrate();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(LEDGER_OF_VERSION_10);
        }
        try (var ledger = Ledger.open(new LedgerUrl(url), Clock.systemUTC())) {
            assertThat(ledger.recordTrigger(new Trigger.Comment(RECIPE, 1, 11), Trigger.Channel.POLL))
                    .isFalse();
            assertThat(ledger.recordTrigger(new Trigger.Comment(RECIPE.on("gitea-other"), 1, 11), Trigger.Channel.POLL))
                    .isTrue();
            assertThat(ledger.runs().newestOf(RECIPE, 1, 9)).hasSize(1);
            assertThat(ledger.repositories().find(RECIPE.forge(), 7)).isPresent();
            assertThat(ledger.accountNumbers().find(RECIPE.forge(), "olga")).contains(5L);
            assertThat(ledger.unread().all(RECIPE.forge())).hasSize(1);
            assertThat(ledger.pullRequestComments().find(RECIPE, 1)).isPresent();
            assertThat(ledger.recipes().refs().known()).containsExactly(RECIPE);
            assertThat(ledger.recipes().refs().of(RECIPE)).hasSize(1);
            assertThat(ledger.recipes().levels().take(RECIPE)).isPresent();
            assertThat(ledger.cursors().answersFrom(RECIPE.forge())).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(ledger.runs()
                            .find(new RunId(1))
                            .orElseThrow()
                            .repository()
                            .forge())
                    .as("of an address that the forge had before")
                    .isEqualTo("old.example.org");
        }
    }

    /** Rows of every table that has a forge, of two addresses. */
    private static final String LEDGER_OF_VERSION_10 =
            """
            insert into triggers (forge, repository, pull_request, comment_id, source, source_key, channel, state, seen_at)
            values ('old.example.org', 'recipe-maintainers/custom-html', 1, 11, 'comment', '11', 'poll', 'admitted', now()),
                   ('git.example.org', 'recipe-maintainers/custom-html', 1, 11, 'comment', '11', 'poll', 'admitted', now());
            insert into runs (trigger_id, forge, repository, pull_request, recipe, commit_id, source_url, author, engine,
                              state, queued_at, finished_at, verdict, level)
            values (1, 'old.example.org', 'recipe-maintainers/custom-html', 1, 'custom-html',
                    '0000000000000000000000000000000000000000', 'https://old.example.org/x.git', 'maya', 'local',
                    'finished', now(), now(), 'passed', 5),
                   (2, 'git.example.org', 'recipe-maintainers/custom-html', 1, 'custom-html',
                    '0000000000000000000000000000000000000000', 'https://git.example.org/x.git', 'maya', 'local',
                    'finished', now(), now(), 'passed', 5);
            insert into repositories (forge, forge_id, name, current_name)
            values ('git.example.org', 7, 'recipe-maintainers/custom-html', 'recipe-maintainers/custom-html');
            insert into accounts (forge, login, forge_id) values ('git.example.org', 'olga', 5);
            insert into unread_pull_requests (forge, repository, pull_request, since, reason, attempts, due_at)
            values ('git.example.org', 'recipe-maintainers/custom-html', 2, now(), 'too long', 1, now());
            insert into pull_request_comments (forge, repository, pull_request)
            values ('git.example.org', 'recipe-maintainers/custom-html', 1);
            insert into recipe_refs (forge, repository, kind, name, commit_id, seen_at)
            values ('git.example.org', 'recipe-maintainers/custom-html', 'branch', 'main',
                    '0000000000000000000000000000000000000000', now());
            insert into recipe_looks (forge, repository, due, due_at)
            values ('git.example.org', 'recipe-maintainers/custom-html', false, now());
            insert into recipe_levels (forge, repository, run_id, due_at)
            values ('git.example.org', 'recipe-maintainers/custom-html', 1, timestamp with time zone '2026-11-01 00:00:00+00');
            insert into cursors (name, at)
            values ('first-start', timestamp with time zone '2026-11-01 00:00:00+00');
            """;

    private static void run(Connection connection, int id, int pull, String state, boolean settled, int comment)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into triggers (forge, repository, pull_request, comment_id, source, state, seen_at)
                    values ('git.example.org', 'recipe-maintainers/custom-html', %d, %d, 'poll', 'admitted', now());
                    insert into runs (trigger_id, forge, repository, pull_request, recipe, commit_id, source_url,
                                      author, engine, state, queued_at)
                    values (%d, 'git.example.org', 'recipe-maintainers/custom-html', %d, 'custom-html', '%s',
                            'https://git.example.org/x.git', 'maya', 'local', '%s', now());
                    insert into reports (trigger_id, settled) values (%d, %s);
                    insert into shown (trigger_id, effect, remote_id, digest, shown_at)
                    values (%d, 'comment', %d, '', now());
                    """
                            .formatted(pull, id, id, pull, "0".repeat(40), state, id, settled, id, comment));
        }
    }

    /** Rows of every table. */
    static final String LEDGER_OF_VERSION_2 =
            """
            insert into triggers (forge, repository, pull_request, comment_id, source, state, author, reason, seen_at)
            values ('git.example.org', 'recipe-maintainers/custom-html', 1, 11, 'poll', 'admitted', 'maya', null, now()),
                   ('git.example.org', 'recipe-maintainers/custom-html', 1, 12, 'webhook', 'refused', 'maya',
                    'Not run: I do not know `"a\\b"`.' || chr(10) || 'Comment again.', now());
            insert into runs (trigger_id, forge, repository, pull_request, recipe, commit_id, source_url, author, engine,
                              state, queued_at, launches, launched_at, started_at, deadline_at, stop_verdict,
                              stop_reason, stop_asked_at, finished_at, verdict, level, sentence, events_read)
            values (1, 'git.example.org', 'recipe-maintainers/custom-html', 1, 'custom-html',
                    '0000000000000000000000000000000000000000', 'https://git.example.org/x.git', 'maya', 'local',
                    'finished', now(), 1, now(), now(), now(), 'cancelled', 'maya asked for its end', now(), now(),
                    'error', 0, 'the harness "died" in C:\\tmp' || chr(9) || 'early', 10),
                   (1, 'git.example.org', 'recipe-maintainers/custom-html', 1, 'custom-html',
                    '0000000000000000000000000000000000000000', 'https://git.example.org/x.git', 'maya', 'local',
                    'running', now(), 1, now(), null, now(), 'cancelled', null, now(), null, null, null, null, 42);
            insert into run_events (run_id, happened_at, kind, stage, message)
            values (1, now(), 'note', 'run', 'hello');
            insert into reports (trigger_id, settled) values (1, true);
            insert into shown (trigger_id, effect, remote_id, digest, shown_at) values (1, 'comment', 100, 'abc', now());
            insert into conversations (forge, repository, pull_request, remote_id, digest, shown_at)
            values ('git.example.org', 'recipe-maintainers/custom-html', 1, 101, 'def', now());
            insert into positions (name, at)
            values ('first start', timestamp with time zone '2026-11-01 00:00:00+00'),
                   ('polled', timestamp with time zone '2026-11-02 00:00:00+00');
            """;
}
