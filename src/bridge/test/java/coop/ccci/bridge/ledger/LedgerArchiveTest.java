package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException;
import coop.ccci.bridge.ledger.LedgerArchive.ArchiveException;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerArchiveTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final RunId RUN = new RunId(1);

    /** More than one batch. */
    private static final int EVENTS = 1200;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LedgerDatabase.class)
    void a_ledger_that_went_to_the_other_database_and_back_is_the_same(LedgerDatabase first) throws Exception {
        var second = first == LedgerDatabase.H2 ? LedgerDatabase.POSTGRESQL : LedgerDatabase.H2;
        var source = ofVersion2(first);
        List<RunEvent> events = IntStream.range(0, EVENTS)
                .mapToObj(number -> RunEvent.note(NOW, RunEvent.RUN, number + " ’\n\"\\ 🌻"))
                .toList();
        try (var ledger = open(source)) {
            ledger.queue().recordEvents(ledger.runs().find(RUN).orElseThrow(), events, 10, 20);
        }
        var written = export(source);
        var there = second.in(folder);
        read(written, there);
        assertThat(export(there)).isEqualTo(written);
        try (var ledger = open(there)) {
            assertThat(ledger.runs().events(RUN)).hasSize(1 + EVENTS).endsWith(events.get(EVENTS - 1));
            assertThat(ledger.recordTrigger(
                            ledger.triggers().find(1).orElseThrow().comment(), Trigger.Channel.POLL))
                    .isFalse();
        }
        var back = first.in(folder);
        read(export(there), back);
        assertThat(export(back)).isEqualTo(written);
    }

    @ParameterizedTest
    @EnumSource(LedgerDatabase.class)
    void what_is_written_next_gets_numbers_above_those_that_were_brought(LedgerDatabase database) throws Exception {
        var place = database.in(folder);
        read(export(ofVersion2(LedgerDatabase.H2)), place);
        try (var ledger = open(place)) {
            var comment = new Comment(Repository.parse("recipe-maintainers/custom-html"), 9, 99);
            assertThat(ledger.recordTrigger(comment, Trigger.Channel.POLL)).isTrue();
            assertThat(ledger.triggers().find(3))
                    .get()
                    .extracting(Trigger::comment)
                    .isEqualTo(comment);
        }
    }

    @Test
    void an_archive_of_an_older_version_is_brought_to_the_newest_form() throws Exception {
        var written = export(ofVersion2(LedgerDatabase.H2));
        assertThat(written).startsWith("{\"format\":\"cc-ci ledger\",\"schema\":\"2\"}\n");
        var place = LedgerDatabase.POSTGRESQL.in(folder);
        read(written, place);
        try (var ledger = open(place)) {
            assertThat(ledger.runs().find(RUN).orElseThrow().end()).isPresent();
            assertThat(ledger.queue()
                            .eventsOffset(ledger.runs().find(new RunId(2)).orElseThrow()))
                    .isEqualTo(42);
        }
    }

    @Test
    void a_database_in_which_something_is_gets_nothing() throws Exception {
        var source = ofVersion2(LedgerDatabase.H2);
        assertRefused(export(source), source, "is not empty");
        assertThat(export(source)).contains("maya");
    }

    @Test
    void what_is_no_archive_or_not_whole_or_too_new_is_refused_and_leaves_the_database_empty() throws Exception {
        var written = export(ofVersion2(LedgerDatabase.H2));
        var target = LedgerDatabase.H2.in(folder);
        assertRefused("", target, "the first line is not that of an archive");
        assertRefused("hello", target, "line 1 of the archive is not what");
        assertRefused("{\"format\":\"cc-ci ledger\",\"schema\":\"999\"}\n", target, "is of form 999", "only up to");
        assertRefused(written.substring(0, written.lastIndexOf("{\"rows\"")), target, "ends early");
        assertRefused(written.substring(0, written.length() / 2), target, "line ");
        assertRefused(
                written.lines()
                        .filter(line -> !line.contains("\"table\":\"shown\""))
                        .reduce("", (all, line) -> all + line + "\n"),
                target,
                "of shown the archive should have 1 rows and has 0");
        assertRefused(written.replace("\"table\":\"shown\"", "\"table\":\"pets\""), target, "a table \"pets\"");
        assertRefused(written.replace("\"digest\"", "\"digits\""), target, "has no digest");
        read(written, target);
    }

    @Test
    void a_ledger_that_is_not_there_is_not_made_by_writing_it_down() {
        var place = LedgerDatabase.H2.in(folder);
        assertThatThrownBy(() -> export(place))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("is not there");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> export(LedgerDatabase.POSTGRESQL.in(folder)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("is empty: nothing was written");
    }

    private void assertRefused(String archive, LedgerUrl target, String... words) {
        assertThatThrownBy(() -> read(archive, target))
                .isInstanceOf(ArchiveException.class)
                .message()
                .contains(words);
    }

    private LedgerUrl ofVersion2(LedgerDatabase database) throws SQLException {
        var place = database.in(folder);
        Flyway.configure()
                .dataSource(place.url(), null, null)
                .target("2")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(place.url());
                var statement = connection.createStatement()) {
            statement.execute(MigrationTest.LEDGER_OF_VERSION_2);
        }
        return place;
    }

    private static Ledger open(LedgerUrl place) {
        return Ledger.open(place, Clock.systemUTC());
    }

    private static String export(LedgerUrl place) throws IOException {
        var out = new ByteArrayOutputStream();
        LedgerArchive.write(place, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void read(String archive, LedgerUrl place) throws IOException {
        LedgerArchive.read(new ByteArrayInputStream(archive.getBytes(StandardCharsets.UTF_8)), place);
    }
}
