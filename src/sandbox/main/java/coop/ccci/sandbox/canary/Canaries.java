package coop.ccci.sandbox.canary;

import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.plan.ProgressDisplay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs the harness on canaries, several side by side. */
public final class Canaries {
    private static final String IMAGE = "/ccci/web:1.35.0";

    private final Sandbox sandbox;
    private final Map<String, String> environment;
    private final Path folder;

    /**
     * Makes ready.
     *
     * @param sandbox one that is up
     * @param inherited the environment of this process
     * @param folder an empty one: each canary gets a folder in it
     */
    public Canaries(Sandbox sandbox, Map<String, String> inherited, Path folder) {
        this.sandbox = sandbox;
        this.environment = sandbox.exports().environment(inherited);
        this.folder = folder;
    }

    /**
     * Runs them all, so many side by side.
     *
     * @return one outcome per canary, in the same order
     * @throws SandboxException when the harness cannot even be started
     */
    public List<CanaryResult> run(List<Canary> canaries, int sideBySide, ProgressDisplay progress) {
        var pool = Executors.newFixedThreadPool(sideBySide);
        try {
            var running = new ArrayList<Future<CanaryResult>>();
            canaries.forEach(canary -> running.add(pool.submit(() -> runShown(canary, progress))));
            var outcomes = new ArrayList<CanaryResult>();
            for (var each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SandboxException problem
                    ? problem
                    : new SandboxException("a canary could not be run: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted while canaries were run", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private CanaryResult runShown(Canary canary, ProgressDisplay progress) {
        var line = progress.begin(canary.name().value());
        try {
            var outcome = run(canary, line::doing);
            if (outcome.isAsExpected()) {
                line.done(outcome.seen().describe() + ", as expected");
            } else {
                line.failed(String.join("; ", outcome.differences()));
            }
            return outcome;
        } catch (RuntimeException e) {
            line.failed("it could not be run: " + e.getMessage());
            throw e;
        }
    }

    private CanaryResult run(Canary canary, Consumer<String> stage) {
        var own = folder.resolve(canary.name().value());
        var settings = sandbox.settings();
        var repository = CanaryRepository.make(canary, settings.home(), own, settings.registry());
        var first = new HarnessRun(settings.home(), environment, own.resolve("runs"), new RunId(1));
        var name = canary.name().value();
        var blocked = canary.expected().blocked();
        if (blocked.isEmpty()) {
            return CanaryResult.of(canary, own, first.of(repository, name, run -> {}, stage));
        }
        var docker = new DockerConnection(settings);
        var image = settings.registry() + IMAGE;
        try (var blocker = new NetworkHolder(docker, blocked.get(), image, settings.zone())) {
            var seen = first.of(repository, name, blocker, stage);
            blocker.takeAway();
            var second = new HarnessRun(settings.home(), environment, own.resolve("runs"), new RunId(2));
            var after = second.of(repository, name, run -> {}, stage);
            return CanaryResult.of(canary, own, withAfterwards(seen, after, blocker));
        }
    }

    /** The run after it finds nobody in the way any more: it passes, and has cleared up. */
    private static Observation withAfterwards(Observation seen, Observation after, NetworkHolder blocker) {
        var problems = new ArrayList<>(seen.problems());
        if (blocker.blocked().isEmpty()) {
            problems.add("the app never had the network to be blocked");
        }
        if (after.results().filter(found -> found.verdict() == Verdict.PASSED).isEmpty()) {
            problems.add("the run after it: expected passed, seen " + after.describe());
        }
        blocker.blocked()
                .filter(blocker::isThere)
                .ifPresent(network -> problems.add("the run after it has not cleared up the network " + network));
        return new Observation(seen.exit(), seen.results(), seen.duration().plus(after.duration()), problems);
    }
}
