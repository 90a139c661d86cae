package coop.ccci.harness;

import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own, started, signalled and read as an engine would. */
public final class HarnessProcess {
    private final Process process;
    private final RunDirectory directory;
    private final Path console;

    private HarnessProcess(Process process, RunDirectory directory, Path console) {
        this.process = process;
        this.directory = directory;
        this.console = console;
    }

    /** Starts {@code run} with these arguments; the environment is added to this process's own. */
    public static HarnessProcess start(Path runs, long id, Map<String, String> environment, String... arguments) {
        // A background job of a shell without job control ignores SIGINT, and hands that down to its children.
        var command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
        command.addAll(program());
        command.add("run");
        command.addAll(List.of(arguments));
        command.addAll(List.of("--run-id", Long.toString(id), "--runs-dir", runs.toString()));
        try {
            Files.createDirectories(runs);
            var console = Files.createTempFile("console", ".txt");
            console.toFile().deleteOnExit();
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
            builder.environment().putAll(environment);
            return new HarnessProcess(builder.start(), RunDirectory.of(runs, new RunId(id)), console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command itself where the build says where it is, as for the end-to-end tests; else the classes under test. */
    private static List<String> program() {
        return Optional.ofNullable(System.getProperty("ccci.command"))
                .map(List::of)
                .orElseGet(() -> List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "coop.ccci.harness.HarnessMain"));
    }

    /** Waits for its end. */
    public int exit() {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the harness does not end:\n" + console());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a stage has begun. */
    public HarnessProcess reach(String stage) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive()
                        || events().stream()
                                .anyMatch(
                                        event -> event.stage().equals(stage) && event.kind() == RunEvent.Kind.STARTED));
        return this;
    }

    /** Sends a signal by its name. */
    public HarnessProcess signal(String name) {
        try {
            new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public RunDirectory directory() {
        return directory;
    }

    public Results results() {
        return ContractJson.read(directory.results())
                .orElseThrow(() -> new AssertionError("no results.json:\n" + console()));
    }

    public List<RunEvent> events() {
        return lines(directory.events()).stream()
                .map(ContractJson::event)
                .flatMap(Optional::stream)
                .toList();
    }

    public String log() {
        return String.join("\n", lines(directory.log()));
    }

    public String console() {
        return String.join("\n", lines(console));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
