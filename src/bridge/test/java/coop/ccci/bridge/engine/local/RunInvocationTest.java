package coop.ccci.bridge.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.RunAccount;
import coop.ccci.bridge.engine.local.LocalEngine.RunInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RunInvocationTest {
    private static final RunAccount NOBODY = new RunAccount("nobody", Path.of("/nonexistent"));
    private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

    @TempDir
    Path folder;

    private static Configuration.Engine settings(Path command, Optional<RunAccount> account) {
        return new Configuration.Engine(
                "local", command, Path.of("/runs"), 1, Duration.ofMinutes(1), Map.of(), account, Optional.empty());
    }

    private static List<String> command(Optional<RunAccount> account, boolean isRoot) {
        return RunInvocation.of(
                settings(Path.of("/opt/cc-ci"), account),
                new TreeMap<>(Map.of("PATH", "/bin", "PR", "3")),
                isRoot,
                List.of("run", "--detach"));
    }

    @Test
    void a_run_of_the_bridge_s_account_gets_an_environment_of_its_own_and_nothing_else() {
        assertThat(command(Optional.empty(), true))
                .containsExactly("-i", "PATH=/bin", "PR=3", "/opt/cc-ci", "run", "--detach");
    }

    @Test
    void row_1_a_run_of_another_account_gets_that_before_it_gets_its_environment() {
        assertThat(String.join(" ", command(Optional.of(NOBODY), true)))
                .isEqualTo("-i PATH=/bin runuser -u nobody -- /usr/bin/env -i PATH=/bin PR=3 /opt/cc-ci run --detach");
        assertThat(String.join(" ", command(Optional.of(NOBODY), false)))
                .isEqualTo("-i PATH=/bin sudo -n -u nobody -- /usr/bin/env -i PATH=/bin PR=3 /opt/cc-ci run --detach");
    }

    @Test
    void row_1_a_real_other_account_runs_it_and_cannot_read_what_the_bridge_has_in_its_environment() throws Exception {
        requireRoot();
        var script = script(
                "id -un; id -Gn; env; cat /proc/" + ProcessHandle.current().pid() + "/environ && echo seen; true");

        var said = said(RunInvocation.of(
                settings(script, Optional.of(NOBODY)), Map.of("PATH", PATH, "PR", "3"), true, List.of("run")));

        assertThat(said.lines()).contains("nobody", "nogroup", "PR=3").doesNotContain("seen", "root");
        assertThat(said).doesNotContain("HOME=/root").doesNotContain("SUDO");
    }

    @Test
    void a_run_of_another_account_is_ended_by_the_lock_that_it_holds() throws Exception {
        requireRoot();
        var lock = Files.createDirectories(folder.resolve("runs/7")).resolve("run.lock");
        Files.createFile(lock);
        var holder = script("exec 7<\"$CCCI_RUNS_DIR/$CCCI_RUN_ID/run.lock\"; exec sleep 600");
        var environment = Map.of(
                "PATH",
                PATH,
                "HOME",
                "/nonexistent",
                "CCCI_RUNS_DIR",
                folder.resolve("runs").toString(),
                "CCCI_RUN_ID",
                "7");
        var run = started(RunInvocation.of(settings(holder, Optional.of(NOBODY)), environment, true, List.of("run")));
        await().atMost(Duration.ofMinutes(5)).until(() -> Stream.concat(Stream.of(run.toHandle()), run.descendants())
                .anyMatch(process -> hasOpen(process, lock)));
        var ccCi = Path.of("../../cc-ci").toRealPath();
        var readable = Files.copy(ccCi, folder.resolve("cc-ci"));
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));

        said(RunInvocation.of(
                settings(readable, Optional.of(NOBODY)), environment, true, List.of("run", "--signal", "TERM")));

        assertThat(run.waitFor()).isNotZero();
    }

    private static boolean hasOpen(ProcessHandle process, Path file) {
        try {
            var descriptor = Path.of("/proc/" + process.pid() + "/fd/7");
            return Files.exists(descriptor) && Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false;
        }
    }

    private void requireRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "who is not root needs a rule of sudo");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path script(String text) throws IOException {
        var script = Files.writeString(folder.resolve("command"), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private static Process started(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("/usr/bin/env"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String said(List<String> arguments) throws IOException, InterruptedException {
        var process = started(arguments);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
