package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.host.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a sandbox may be destroyed on: mounts, network, processes and {@code /run} of its own on this machine, so that a
 * sandbox that lives beside is not touched. Needs root.
 */
final class MachineFixture {
    private static final List<String> KEPT = List.of("PATH", "HOME", "XDG_CACHE_HOME", "LANG");
    private static final String SETUP = "ip link set lo up && mount -t tmpfs tmpfs /run && mkdir -p /run/lock"
            + " && echo ready && sleep infinity; exit 1";

    private final Process outside;
    private final long init;
    private final Path folder;

    /** What a command came to: its exit code and both its streams. */
    record CommandResult(int code, String text) {}

    private MachineFixture(Process outside, long init, Path folder) {
        this.outside = outside;
        this.init = init;
        this.folder = folder;
    }

    static MachineFixture setUp() throws IOException {
        var outside = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "--net",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "sh",
                        "-c",
                        SETUP)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(outside.inputReader().readLine()).isEqualTo("ready");
        var init = outside.children().findFirst().orElseThrow().pid();
        return new MachineFixture(outside, init, Files.createTempDirectory(Path.of("/tmp"), "ccci-it-"));
    }

    /** The folder of the sandbox there. */
    Path folder() {
        return folder;
    }

    /** Runs {@code ./cc-ci sandbox} there. */
    CommandResult sandbox(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "coop.ccci.sandbox.SandboxMain",
                "sandbox"));
        words.addAll(Arrays.asList(arguments));
        return run(words);
    }

    /** Runs a command line of the shell there. */
    CommandResult shell(String line) throws Exception {
        return run(List.of("sh", "-c", line));
    }

    /** Runs a command line of the shell there that must succeed; answers its output without the last line feed. */
    String output(String line) throws Exception {
        var outcome = shell(line);
        assertThat(outcome.code()).as(line + "\n" + outcome.text()).isZero();
        return outcome.text().strip();
    }

    /** Everything that runs there is killed by the kernel with the first process of its pid namespace. */
    void tearDown() throws Exception {
        ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(outside.waitFor(5, TimeUnit.MINUTES)).isTrue();
        FileTrees.delete(folder);
    }

    private CommandResult run(List<String> words) throws Exception {
        var all = new ArrayList<>(List.of("nsenter", "-t", Long.toString(init), "-m", "-n", "-p", "--"));
        all.addAll(words);
        var output = Files.createTempFile("ccci-it-", ".out");
        var builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().put("CCCI_HOME", Path.of("../..").toRealPath().toString());
        builder.environment().put("CCCI_SANDBOX_DIR", folder.toString());
        var process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends: " + words).isTrue();
        var text = Files.readString(output);
        Files.delete(output);
        return new CommandResult(process.exitValue(), text);
    }
}
