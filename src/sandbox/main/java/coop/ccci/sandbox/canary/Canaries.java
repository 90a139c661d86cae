package coop.ccci.sandbox.canary;

import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import coop.ccci.sandbox.Sandbox;
import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.show.Progress;
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
    public List<Outcome> run(List<Canary> canaries, int sideBySide, Progress progress) {
        var pool = Executors.newFixedThreadPool(sideBySide);
        try {
            var running = new ArrayList<Future<Outcome>>();
            canaries.forEach(canary -> running.add(pool.submit(() -> shown(canary, progress))));
            var outcomes = new ArrayList<Outcome>();
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

    private Outcome shown(Canary canary, Progress progress) {
        var line = progress.begin(canary.name().value());
        try {
            var outcome = run(canary, line::doing);
            if (outcome.isAsExpected()) {
                line.done(outcome.seen().shown() + ", as expected");
            } else {
                line.failed(String.join("; ", outcome.differences()));
            }
            return outcome;
        } catch (RuntimeException e) {
            line.failed("it could not be run: " + e.getMessage());
            throw e;
        }
    }

    private Outcome run(Canary canary, Consumer<String> stage) {
        var own = folder.resolve(canary.name().value());
        var settings = sandbox.settings();
        var repository = CanaryRepository.make(canary, settings.home(), own, settings.registry());
        var first = new HarnessRun(settings.home(), environment, own.resolve("runs"), new RunId(1));
        var name = canary.name().value();
        var blocked = canary.expected().blocked();
        if (blocked.isEmpty()) {
            return Outcome.of(canary, own, first.of(repository, name, run -> {}, stage));
        }
        var docker = new Docker(settings);
        var image = settings.registry() + IMAGE;
        try (var blocker = new Blocker(docker, blocked.get(), image, settings.zone())) {
            var seen = first.of(repository, name, blocker, stage);
            blocker.takeAway();
            var second = new HarnessRun(settings.home(), environment, own.resolve("runs"), new RunId(2));
            var after = second.of(repository, name, run -> {}, stage);
            return Outcome.of(canary, own, withAfterwards(seen, after, blocker));
        }
    }

    /** The run after it finds nobody in the way any more: it passes, and has cleared up. */
    private static Seen withAfterwards(Seen seen, Seen after, Blocker blocker) {
        var problems = new ArrayList<>(seen.beside());
        if (blocker.blocked().isEmpty()) {
            problems.add("the app never had the network to be blocked");
        }
        if (after.results().filter(found -> found.verdict() == Verdict.PASSED).isEmpty()) {
            problems.add("the run after it: expected passed, seen " + after.shown());
        }
        blocker.blocked()
                .filter(blocker::isThere)
                .ifPresent(network -> problems.add("the run after it has not cleared up the network " + network));
        return new Seen(seen.exit(), seen.results(), seen.duration().plus(after.duration()), problems);
    }
}
