package coop.ccci.sandbox.canary;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of the harness, as a program: {@code ./cc-ci run}.
 *
 * @param home the checkout whose harness runs
 * @param environment what the harness needs to know of the sandbox
 * @param runs the folder of its run directory
 * @param id the run's number
 */
record HarnessRun(Path home, Map<String, String> environment, Path runs, RunId id) {
    private static final String DEADLINE = "6m";

    /** The harness ends itself at its deadline; one that does not is killed, later by the time of a teardown. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(9);

    private static final long POLL_INTERVAL = 200;
    private static final int KILLED = 137;

    /** What happens beside the run; asked every 200 ms with what the run has told so far. */
    interface RunObserver {
        /** Looks at the run, and does what there is to do. */
        void poll(RunDirectory run);
    }

    /**
     * Runs it to its end.
     *
     * @param stage is told the stage that the run is in
     */
    Observation of(CanaryRepository canary, String recipe, RunObserver observer, Consumer<String> stage) {
        var began = System.nanoTime();
        var process = start(canary, recipe);
        var end = new Thread(process::destroy, "end the run of " + recipe);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            var exit = await(process, observer, stage);
            return new Observation(exit, results(), Duration.ofNanos(System.nanoTime() - began), List.of());
        } finally {
            process.destroy();
            unhook(end);
        }
    }

    RunDirectory directory() {
        return RunDirectory.of(runs, id);
    }

    private Process start(CanaryRepository canary, String recipe) {
        try {
            Files.createDirectories(runs);
            var builder = new ProcessBuilder(
                            home.resolve("cc-ci").toString(),
                            "run",
                            recipe,
                            "--src",
                            canary.repository().toString(),
                            "--ref",
                            canary.commit().value(),
                            "--runs-dir",
                            runs.toString(),
                            "--run-id",
                            id.toString(),
                            "--deadline",
                            DEADLINE)
                    .redirectErrorStream(true)
                    .redirectOutput(runs.resolve(id + ".txt").toFile());
            builder.environment().putAll(environment);
            builder.environment().put("CCCI_RECIPE_TESTS", canary.tests().toString());
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new SandboxException("the harness cannot be started: " + e.getMessage(), e);
        }
    }

    private int await(Process process, RunObserver observer, Consumer<String> stage) {
        var latest = System.nanoTime() + MAX_DURATION.toNanos();
        var shown = "";
        try {
            while (!process.waitFor(POLL_INTERVAL, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > latest) {
                    process.destroyForcibly().waitFor();
                    return KILLED;
                }
                observer.poll(directory());
                var now = stage();
                if (!now.equals(shown)) {
                    stage.accept(now);
                    shown = now;
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted while the canary was run", e);
        }
    }

    private String stage() {
        try (var lines = Files.lines(directory().events())) {
            return lines.map(ContractJson::event)
                    .flatMap(Optional::stream)
                    .filter(event -> event.kind() == RunEvent.Kind.STARTED)
                    .reduce((earlier, later) -> later)
                    .map(RunEvent::stage)
                    .orElse("starting");
        } catch (IOException notYet) {
            return "starting";
        }
    }

    private Optional<Results> results() {
        try {
            return ContractJson.read(directory().results());
        } catch (UnreadableResultsException e) {
            return Optional.empty();
        }
    }

    private static void unhook(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException ending) {
            // this program is ending, and has begun to run its hooks
            return;
        }
    }
}
