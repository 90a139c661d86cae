package coop.ccci.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir
    Path folder;

    private final List<String> shown = new ArrayList<>();

    @Test
    void what_holds_of_both_apps_of_a_run_is_told_once_and_logged_twice() throws IOException {
        var directory = new RunDirectory(folder);
        try (var recorder = new Recorder(directory, Clock.systemUTC(), new Masker(), new ShownNotes())) {
            recorder.note("converge", "service setup is done");
            recorder.note("converge", "service cron wants no task");
            recorder.note("upgrade", "service setup is done");
        }

        assertThat(shown).containsExactly("service setup is done", "service cron wants no task");
        assertThat(Files.readAllLines(directory.events())).hasSize(2);
        assertThat(Files.readAllLines(directory.log())).hasSize(3);
    }

    private final class ShownNotes implements Progress {
        @Override
        public void started(String stage) {}

        @Override
        public void note(String message) {
            shown.add(message);
        }

        @Override
        public void finished(String stage, String status, Duration duration, String message) {}

        @Override
        public void print(String line) {}

        @Override
        public void close() {}
    }
}
