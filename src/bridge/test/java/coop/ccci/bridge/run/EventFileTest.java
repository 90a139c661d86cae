package coop.ccci.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.run.RunWatch.EventFile;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final RunEvent EVENT = RunEvent.started(Instant.parse("2026-11-22T10:00:00Z"), "deploy");
    private static final String LINE = ContractJson.line(EVENT) + "\n";

    @TempDir
    private Path folder;

    private EventFile events;

    @BeforeEach
    void in_a_folder() {
        events = new EventFile(folder.resolve("events.jsonl"));
    }

    @Test
    void a_file_that_is_not_there_yet_has_nothing_new() {
        assertThat(events.readFrom(0)).isEmpty();
    }

    @Test
    void only_what_is_new_is_read() throws IOException {
        append(LINE);
        var first = events.readFrom(0).orElseThrow();
        assertThat(first.events()).containsExactly(EVENT);
        assertThat(events.readFrom(first.end())).isEmpty();
        append(LINE);
        assertThat(events.readFrom(first.end()).orElseThrow().events()).containsExactly(EVENT);
    }

    @Test
    void a_line_that_is_still_being_written_is_left_for_later() throws IOException {
        append(LINE + LINE.substring(0, 20));
        assertThat(events.readFrom(0).orElseThrow().end()).isEqualTo(LINE.length());
        append(LINE.substring(20));
        assertThat(events.readFrom(LINE.length()).orElseThrow().events()).containsExactly(EVENT);
    }

    @Test
    void a_line_that_is_no_event_is_passed_over() throws IOException {
        append("not an event\n" + LINE);
        assertThat(events.readFrom(0).orElseThrow().events()).containsExactly(EVENT);
    }

    @Test
    void an_endless_line_is_passed_over_piece_by_piece() throws IOException {
        append("x".repeat(EventFile.MAX_BYTES + 10) + "\n" + LINE);
        var first = events.readFrom(0).orElseThrow();
        assertThat(first.events()).isEmpty();
        assertThat(events.readFrom(first.end()).orElseThrow().events()).containsExactly(EVENT);
    }

    private void append(String text) throws IOException {
        Files.writeString(events.path(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
