package coop.ccci.harness.browser;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.Stopwatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenshotTest {
    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void without_chromium_there_is_one_plain_sentence_and_nothing_is_written() {
        var masker = new Masker();
        var nowhere = Browser.of(Map.of("PATH", folder.toString()), Optional.empty());
        try (var screenshot = new Screenshot(
                nowhere, new RunDirectory(folder), masker, new Stopwatch(), Screenshot.TIMEOUT, log::add)) {
            var run = Deadline.lasting(Duration.ofSeconds(9));
            screenshot.begin("cust-0a1b2c.ci.test");

            assertThat(screenshot.take("cust-0a1b2c.ci.test", "/", run))
                    .isEqualTo(new Picture.None("there is no chromium on the PATH; install it to have pictures"));
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(log).isEmpty();
    }
}
