package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final RunId RUN = new RunId(7);

    @TempDir
    Path folder;

    private RunFiles files;
    private Path run;

    @BeforeEach
    void make() throws IOException {
        run = Files.createDirectories(folder.resolve("runs/7"));
        files = new RunFiles(folder.resolve("runs"));
    }

    @Test
    void a_log_is_read_on_from_where_the_last_piece_ended() throws IOException {
        Files.writeString(run.resolve("log.txt"), "one\ntwo\n");
        var first = files.log(RUN, 0).orElseThrow();
        assertThat(first.text()).isEqualTo("one\ntwo\n");
        Files.writeString(run.resolve("log.txt"), "one\ntwo\nthree\n");
        assertThat(files.log(RUN, first.next()).orElseThrow().text()).isEqualTo("three\n");
        assertThat(files.log(RUN, 9999).orElseThrow().text()).isEmpty();
    }

    @Test
    void a_long_log_comes_in_bounded_pieces_of_whole_lines() throws IOException {
        var whole = "a line of the log, ä\n".repeat(40_000);
        Files.writeString(run.resolve("log.txt"), whole);
        var read = new StringBuilder();
        for (var piece = files.log(RUN, 0).orElseThrow();
                piece.next() > piece.from();
                piece = files.log(RUN, piece.next()).orElseThrow()) {
            assertThat(piece.text().length()).isLessThanOrEqualTo(RunFiles.MAX_BYTES);
            assertThat(piece.text()).endsWith("\n");
            read.append(piece.text());
        }
        assertThat(read.toString()).isEqualTo(whole);
    }

    @Test
    void the_end_of_a_long_log_begins_with_a_whole_line() throws IOException {
        Files.writeString(run.resolve("log.txt"), "x".repeat(30) + "\n" + "a line\n".repeat(20_000));
        var tail = files.logTail(RUN).orElseThrow();
        assertThat(tail.text()).startsWith("a line\n").endsWith("a line\n");
        assertThat(tail.from()).isPositive();
        assertThat(tail.next()).isEqualTo(tail.size());
    }

    @Test
    void a_character_that_is_being_written_is_left_for_the_next_time() throws IOException {
        var bytes = "fünf €".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(run.resolve("log.txt"), java.util.Arrays.copyOf(bytes, bytes.length - 1));
        var piece = files.log(RUN, 0).orElseThrow();
        assertThat(piece.text()).isEqualTo("fünf ");
        Files.write(run.resolve("log.txt"), bytes);
        assertThat(files.log(RUN, piece.next()).orElseThrow().text()).isEqualTo("€");
    }

    @Test
    void what_is_larger_than_it_may_be_is_not_read() throws IOException {
        Files.write(run.resolve("summary.png"), new byte[RunDirectory.MAX_SCREENSHOT_BYTES]);
        assertThat(files.summary(RUN)).isPresent();
        Files.write(run.resolve("summary.png"), new byte[RunDirectory.MAX_SCREENSHOT_BYTES + 1]);
        assertThat(files.summary(RUN)).isEmpty();
    }

    @Test
    void a_report_may_run_no_script_ask_for_no_file_and_belong_to_no_site() {
        assertThat(Artifacts.POLICY_OF_REPORT)
                .startsWith("default-src 'none';")
                .contains("sandbox;")
                .doesNotContain("allow", "script", "http", "self", "*");
    }

    @Test
    void a_link_in_a_run_directory_is_not_followed() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "a secret");
        Files.createSymbolicLink(run.resolve("log.txt"), secret);
        assertThat(files.log(RUN, 0)).isEmpty();
        assertThat(files.names(RUN)).isEmpty();
    }

    @Test
    void a_picture_is_given_whole_or_not_at_all() throws IOException {
        var picture = new byte[RunDirectory.MAX_SCREENSHOT_BYTES];
        picture[5] = (byte) 0xff;
        assertThat(files.screenshot(RUN)).isEmpty();

        Files.write(run.resolve("screenshot.png"), picture);
        assertThat(files.screenshot(RUN).orElseThrow()).isEqualTo(picture);

        Files.write(run.resolve("screenshot.png"), new byte[RunDirectory.MAX_SCREENSHOT_BYTES + 1]);
        assertThat(files.screenshot(RUN)).isEmpty();
    }

    @Test
    void a_picture_that_is_a_link_or_a_folder_is_none() throws IOException {
        Files.createSymbolicLink(run.resolve("screenshot.png"), Files.write(folder.resolve("x.png"), new byte[9]));
        assertThat(files.screenshot(RUN)).isEmpty();
        Files.delete(run.resolve("screenshot.png"));
        Files.createDirectory(run.resolve("screenshot.png"));
        assertThat(files.screenshot(RUN)).isEmpty();
    }

    @Test
    void a_run_directory_that_is_a_link_is_no_run_directory() throws IOException {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("log.txt"), "a secret");
        Files.createSymbolicLink(folder.resolve("runs/8"), elsewhere);
        assertThat(files.log(new RunId(8), 0)).isEmpty();
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_no_file() throws IOException {
        Files.createDirectory(run.resolve("log.txt"));
        assertThat(files.log(RUN, 0)).isEmpty();
        assertThat(files.results(RUN)).isEmpty();
        assertThat(files.events(RUN, 0)).isEmpty();
    }
}
