package coop.ccci.harness.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.process.Masker;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakScanTest {
    private static final String SECRET = "correct-horse/battery";

    @TempDir
    Path folder;

    private List<LeakScan.Leak> scanned(Path... passedOver) {
        var masker = new Masker();
        masker.add(List.of(SECRET));
        return new LeakScan(masker, Set.of(passedOver)).of(folder);
    }

    private String text(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void row_16_artifacts_without_a_secret_stay_as_they_are() throws Exception {
        Files.writeString(folder.resolve("log.txt"), "all is well ******\n");
        Files.write(folder.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff});

        assertThat(scanned()).isEmpty();

        assertThat(text("log.txt")).isEqualTo("all is well ******\n");
        assertThat(Files.size(folder.resolve("picture.png"))).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x correct-horse/battery y",
                "{\"p\":\"correct-horse\\/battery\"}",
                "?p=correct-horse%2Fbattery",
                "correct-horse\n/battery",
                "Authorization: Basic Ym90OmNvcnJlY3QtaG9yc2UvYmF0dGVyeQ=="
            })
    void row_16_a_leak_is_named_and_hidden_in_whatever_form(String content) throws Exception {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/console.txt"), content);

        assertThat(scanned()).containsExactly(new LeakScan.Leak("deep/console.txt", false));

        assertThat(text("deep/console.txt"))
                .contains("******")
                .doesNotContain("correct-horse", "/battery", "Y29ycmVjd", "NvcnJlY3QtaG9yc2U");
        assertThat(scanned()).as("a second look").isEmpty();
        assertThat(folder.resolve("deep")).isDirectoryContaining("glob:**/console.txt");
    }

    @Test
    void row_16_a_leak_across_the_borders_of_chunks_is_found() throws Exception {
        var before = "é".repeat(64 * 1024 - 7);
        Files.writeString(folder.resolve("log.txt"), before + SECRET + "after");

        assertThat(scanned()).hasSize(1);

        assertThat(text("log.txt")).isEqualTo(before + "******after");
    }

    @Test
    void what_a_program_still_appends_to_comes_behind_what_was_rewritten() throws Exception {
        var log = folder.resolve("log.txt");
        try (var appending = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            appending.write((SECRET + "\n").getBytes(StandardCharsets.UTF_8));

            scanned();
            appending.write("more\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(text("log.txt")).isEqualTo("******\nmore\n");
    }

    @Test
    void what_is_not_a_text_is_removed() throws Exception {
        var bytes = ("\0\0" + SECRET).getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xff;
        Files.write(folder.resolve("dump.bin"), bytes);

        assertThat(scanned()).containsExactly(new LeakScan.Leak("dump.bin", true));

        assertThat(folder.resolve("dump.bin")).doesNotExist();
    }

    @Test
    void row_13_a_link_out_of_the_folder_is_neither_read_nor_rewritten(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("theirs"), SECRET);
        Files.createSymbolicLink(folder.resolve("log.txt"), elsewhere.resolve("theirs"));
        Files.createSymbolicLink(folder.resolve("deep"), elsewhere);

        assertThat(scanned()).isEmpty();

        assertThat(Files.readString(elsewhere.resolve("theirs"))).isEqualTo(SECRET);
    }

    @Test
    void what_is_passed_over_is_left_alone() throws Exception {
        Files.createDirectories(folder.resolve("abra/servers"));
        Files.writeString(folder.resolve("abra/servers/x.env"), SECRET);
        Files.writeString(folder.resolve("run.lock"), SECRET);

        assertThat(scanned(folder.resolve("abra"), folder.resolve("run.lock"))).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_read_is_not_called_clean() {
        assertThatThrownBy(() -> new LeakScan(new Masker(), Set.of()).of(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing is certain");
    }

    @Test
    void base64_in_lines_of_76_characters_is_found() throws Exception {
        var encoded =
                Base64.getMimeEncoder().encodeToString(("x".repeat(50) + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(encoded).contains("\r\n");
        Files.writeString(folder.resolve("log.txt"), encoded);

        assertThat(scanned()).hasSize(1);
    }
}
