package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's picture, with browsers that are none: whatever they do, the verdict is what it would be without them. */
class PictureTest {
    @TempDir
    Path folder;

    private HarnessFixture fixture;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
        fixture.environment.put("CCCI_SCREENSHOT", "on");
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private void chromium(String script) throws Exception {
        var file = folder.resolve("bin/chromium");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        // the browser's account comes to it
        for (var each : List.of(file, file.getParent(), folder)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void noBrowserIsLeft() {
        await().atMost(Duration.ofMinutes(5)).until(() -> ProcessHandle.allProcesses()
                .noneMatch(process -> environment(process).contains("CCCI_BROWSER=" + folder)));
        assertThat(fixture.files("runs/1")).noneMatch(file -> file.endsWith("browser"));
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static List<String> stages(HarnessProcess harness) {
        return harness.events().stream()
                .filter(event -> event.kind() == RunEvent.Kind.STARTED)
                .map(RunEvent::stage)
                .toList();
    }

    @Test
    void a_browser_that_does_not_start_is_told_and_changes_no_verdict() throws Exception {
        chromium("echo cannot open the display >&2; exit 1");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().screenshot()).isEmpty();
        assertThat(ran.log())
                .contains("== screenshot: skip, no picture: the browser does not start", "cannot open the display");
        noBrowserIsLeft();
    }

    @Test
    void a_browser_that_says_nonsense_is_told_and_changes_no_verdict() throws Exception {
        chromium("echo hello >&4; printf '\\0' >&4; sleep 60");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log()).contains("== screenshot: skip, no picture: the browser does not start");
        noBrowserIsLeft();
    }

    @Test
    void term_ends_a_hanging_browser_with_all_its_children_and_the_app_is_torn_down() throws Exception {
        chromium("setsid sleep 300 & sleep 300");
        var harness = fixture.start();
        harness.reach("screenshot");
        var began = System.nanoTime();

        assertThat(harness.signal("TERM").exit()).as(harness.console()).isEqualTo(143);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(4));
        assertThat(stages(harness)).containsSubsequence("functional", "screenshot", "teardown");
        assertThat(harness.results().verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(harness.results().flags().cleanTeardown()).isTrue();
        assertThat(harness.log()).contains("== screenshot: skip, no picture: the run is to end");
        assertThat(fixture.docker.objects()).isEmpty();
        noBrowserIsLeft();
    }

    @Test
    void a_harness_that_was_killed_leaves_a_browser_that_the_next_run_s_janitor_ends() throws Exception {
        chromium("setsid sleep 300 & sleep 300");
        var harness = fixture.start();
        harness.reach("screenshot");
        harness.signal("KILL").exit();
        chromium("exit 1");

        assertThat(fixture.run().exit()).isEqualTo(ExitCode.PASSED);

        await().atMost(Duration.ofMinutes(5)).until(() -> ProcessHandle.allProcesses()
                .noneMatch(process -> environment(process).contains("CCCI_BROWSER=" + folder)));
    }

    @Test
    void a_run_whose_tier_failed_has_a_picture_taken_too_while_the_app_answers() throws Exception {
        chromium("exit 1");
        HarnessFixture.write(
                folder.resolve("recipe-tests/custom-html/recipe.yml"),
                "checks: [{path: /, text: what is not there}]\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.stages()).containsSubsequence("install", "screenshot", "teardown");
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("install");
    }

    @Test
    void an_app_that_never_came_up_is_not_looked_at() throws Exception {
        chromium("exit 1");
        fixture.steer("fail-on-deploy", "");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isNotEqualTo(ExitCode.PASSED);
        assertThat(ran.stages()).contains("teardown").doesNotContain("screenshot");
    }

    @Test
    void who_wants_no_picture_gets_none() throws Exception {
        chromium("exit 1");
        var harness = fixture.start("--no-screenshot", "--stages", "install");

        assertThat(harness.exit()).as(harness.console()).isZero();

        assertThat(stages(harness)).contains("install").doesNotContain("screenshot");
    }

    @Test
    void another_word_than_on_and_off_is_refused_with_both() {
        fixture.environment.put("CCCI_SCREENSHOT", "maybe");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).contains("\"maybe\"", "on or off", "--no-screenshot");
    }
}
