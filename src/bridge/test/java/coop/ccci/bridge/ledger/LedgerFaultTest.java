package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator is told when the database is in the way, and that what was acknowledged outlives it. */
class LedgerFaultTest {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/x,90020,90020,is in use by another bridge",
        "jdbc:h2:file:/x,90030,90030,is damaged",
        "jdbc:h2:file:/x,90028,90028,does not answer",
        "jdbc:postgresql://db/x,0,53100,has no room left",
        "jdbc:postgresql://db/x,0,53300,gives no more connections",
        "jdbc:postgresql://db/x,0,28P01,does not take the account",
        "jdbc:postgresql://db/x,0,08004,does not take the account",
        "jdbc:postgresql://db/x,0,3D000,is not there",
        "jdbc:postgresql://db/x,0,25006,may not be written",
        "jdbc:postgresql://db/x,0,08001,cannot be reached",
        "jdbc:postgresql://db/x,0,57P01,cannot be reached",
        "jdbc:postgresql://db/x,0,XX001,is damaged",
    })
    void a_fault_is_told_with_what_to_do_and_in_the_databases_own_words(
            String url, int code, String state, String words) {
        var problem = new IllegalStateException("pool", new SQLException("its own\n words", state, code));
        assertThat(LedgerFault.describe(new LedgerUrl(url + "?password=p4ss"), problem))
                .startsWith("the ledger " + url + " " + words)
                .endsWith("(its own words)")
                .doesNotContain("p4ss");
    }

    @Test
    void a_full_disk_is_known_by_the_words_of_the_system() {
        var problem = new SQLException("h2", "90031", 90031, new IOException("No space left on device"));
        assertThat(LedgerFault.describe(new LedgerUrl("jdbc:h2:file:/x"), problem))
                .contains("make room there");
    }

    @Test
    void a_file_that_is_no_ledger_any_more_is_said_to_be_damaged_and_left_as_it_is() throws IOException {
        var place = LedgerDatabase.H2.in(folder);
        open(place).close();
        var file = file();
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.write(new byte[(int) content.length()]);
        }
        var damaged = Files.readAllBytes(file);
        assertThatThrownBy(() -> open(place))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("is damaged: stop the bridge, keep a copy of it");
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void a_ledger_that_a_newer_version_has_changed_is_left_to_that_version() {
        var place = LedgerDatabase.H2.in(folder);
        try (var ledger = open(place)) {
            JdbcClient.create(ledger.dataSource())
                    .sql(
                            """
                            insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                            "installed_by", "execution_time", "success")
                            values (999, '999', 'of a newer version', 'SQL', 'V999__of_a_newer_version.sql', 'sa', 1, true)
                            """)
                    .update();
        }
        assertThatThrownBy(() -> open(place))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContainingAll("start the version that wrote it last", "999");
    }

    @Test
    void a_server_that_crashes_loses_nothing_that_was_written_and_the_ledger_goes_on_when_it_is_back() {
        try (var server = PostgresServer.start();
                var ledger = open(new LedgerUrl(server.freshSchema()))) {
            assertThat(ledger.recordTrigger(new Comment(RECIPE, 1, 7), Trigger.Channel.POLL))
                    .isTrue();
            server.crash();
            assertThatThrownBy(() -> ledger.recordTrigger(new Comment(RECIPE, 1, 8), Trigger.Channel.POLL))
                    .as("nothing is acknowledged")
                    .isInstanceOf(DataAccessException.class);
            server.startAgain();
            // Connections that broke with the server are told from good ones by using them.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .ignoreExceptionsInstanceOf(DataAccessException.class)
                    .untilAsserted(
                            () -> assertThat(ledger.recordTrigger(new Comment(RECIPE, 1, 7), Trigger.Channel.POLL))
                                    .as("what was acknowledged is there")
                                    .isFalse());
            assertThat(ledger.recordTrigger(new Comment(RECIPE, 1, 8), Trigger.Channel.POLL))
                    .isTrue();
            assertThat(ledger.problems((key, value) -> {})).isEmpty();
        }
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Ledger open(LedgerUrl place) {
        return Ledger.open(place, Clock.systemUTC());
    }
}
