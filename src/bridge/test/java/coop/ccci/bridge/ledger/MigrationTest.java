package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that an older version wrote. */
class MigrationTest {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");

    @TempDir
    private Path folder;

    @Test
    void the_comment_of_a_run_under_way_becomes_that_of_its_pull_request_and_settled_runs_stay_as_they_are()
            throws SQLException {
        var url = "jdbc:h2:file:" + folder.resolve("ledger");
        Flyway.configure().dataSource(url, null, null).target("1").load().migrate();
        try (var connection = DriverManager.getConnection(url)) {
            run(connection, 1, 1, "finished", true, 101);
            run(connection, 2, 2, "running", false, 102);
        }
        try (var ledger = Ledger.open(new LedgerUrl(url), "git.example.org", Clock.systemUTC())) {
            assertThat(ledger.pullRequestComments().unreported()).isEqualTo(1);
            ledger.inTransaction(() -> {
                assertThat(ledger.pullRequestComments()
                                .take(RECIPE, 2)
                                .orElseThrow()
                                .remoteId())
                        .contains(102L);
                assertThat(ledger.pullRequestComments().take(RECIPE, 1)).isEmpty();
            });
            assertThat(ledger.runs().newest(9)).extracting(Run::mode).containsOnly(Mode.FULL);
        }
    }

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
}
