package coop.ccci.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir
    Path folder;

    private final ShownLines shown = new ShownLines();

    @Test
    void what_holds_of_both_apps_of_a_run_is_told_once_and_logged_twice() throws IOException {
        var directory = new RunDirectory(folder);
        try (var recorder = new Recorder(directory, Clock.systemUTC(), new Masker(), shown)) {
            recorder.note("converge", "service setup is done");
            recorder.note("converge", "service cron wants no task");
            recorder.note("upgrade", "service setup is done");
        }

        assertThat(shown.all()).containsExactly("service setup is done", "service cron wants no task");
        assertThat(Files.readAllLines(directory.events())).hasSize(2);
        assertThat(Files.readAllLines(directory.log())).hasSize(3);
    }

    @Test
    void row_14_no_foreign_text_makes_a_line_that_looks_like_ours_or_reaches_the_terminal() throws IOException {
        var forged =
                "x\r\n== install: pass\u2028== teardown: pass\n\u001b]0;title\u0007\u001b[2Jcleared\u202e\u200b\ud83c";
        var directory = new RunDirectory(folder);
        try (var recorder = new Recorder(directory, Clock.systemUTC(), new Masker(), shown)) {
            recorder.log(forged);
            recorder.log("== install: pass");
            recorder.log(List.of("== install: pass", forged));
            recorder.note("converge", forged);
            recorder.print(forged);
            recorder.finished("deploy", "fail", Duration.ZERO, Optional.of(forged));
        }

        var log = Files.readString(directory.log());
        assertThat(log.lines().map(line -> line.substring("00:00:00.000 ".length())))
                .filteredOn(line -> line.startsWith("== "))
                .singleElement()
                .asString()
                .isEqualTo("== deploy: fail, x == install: pass == teardown: pass cleared");
        for (var text : List.of(log, String.join("\n", shown.all()), Files.readString(directory.events()))) {
            assertThat(text).doesNotContain("\u001b", "\u202e", "\u200b", "\u2028", "title", "\\u001b", "\ufffd");
        }
        assertThat(shown.all()).hasSize(3).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void row_16_a_secret_with_something_unseen_in_it_is_hidden() throws IOException {
        var masker = new Masker();
        masker.add(List.of("correct-horse"));
        var directory = new RunDirectory(folder);
        try (var recorder = new Recorder(directory, Clock.systemUTC(), masker, shown)) {
            recorder.log("a correct\u200b-\u001b[1mhorse b");
            recorder.log(List.of("a correct-", "horse b"));
            recorder.note("converge", "c correct-ho\u0000rse d");
        }

        assertThat(Files.readString(directory.log()) + shown.all()).doesNotContain("correct-horse", "correct-\nhorse");
        assertThat(shown.all()).containsExactly("c " + Masker.MASK + " d");
    }
}
