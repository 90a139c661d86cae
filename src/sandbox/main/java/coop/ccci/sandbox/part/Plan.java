package coop.ccci.sandbox.part;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.show.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Brings parts up side by side, each as soon as what it needs is up, and takes them down in the opposite order.
 *
 * @param parts in an order in which each stands after what it needs
 */
public record Plan(List<Part> parts) {

    /**
     * Brings everything up. A part that fails does not stop those that do not need it, so that one attempt shows
     * everything that is in the way.
     *
     * @return one sentence per part that is not up, in the order of the parts; empty when all are
     */
    public List<String> up(Progress progress) {
        return sideBySide(pool -> {
            var running = new LinkedHashMap<Part, CompletableFuture<Optional<String>>>();
            parts.forEach(part -> running.put(part, whenNeedsAreUp(part, running, progress, pool)));
            return running.values().stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    /**
     * Takes everything down; what cannot be taken down does not keep the rest from it.
     *
     * @return one sentence per part that left something behind
     */
    public List<String> down(Progress progress) {
        var problems = new ArrayList<String>();
        for (int i = parts.size() - 1; i >= 0; i--) {
            var part = parts.get(i);
            var line = progress.begin(part.name());
            try {
                line.done(part.down(line));
            } catch (RuntimeException e) {
                line.failed(sentence(e));
                problems.add(part.name() + ": " + sentence(e));
            }
        }
        return problems;
    }

    /** What every part looks like now, asked side by side. */
    public Map<Part, State> look() {
        return sideBySide(pool -> {
            var asked = new LinkedHashMap<Part, CompletableFuture<State>>();
            parts.forEach(part -> asked.put(part, CompletableFuture.supplyAsync(() -> seen(part), pool)));
            var states = new LinkedHashMap<Part, State>();
            asked.forEach((part, state) -> states.put(part, state.join()));
            return states;
        });
    }

    private static CompletableFuture<Optional<String>> whenNeedsAreUp(
            Part part, Map<Part, CompletableFuture<Optional<String>>> running, Progress progress, Executor pool) {
        var needs = part.needs().stream().map(running::get).toList();
        return CompletableFuture.allOf(needs.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        ready -> needs.stream().allMatch(need -> need.join().isEmpty())
                                ? bringUp(part, progress)
                                : Optional.of(part.name() + ": not tried, because something that it needs is not up"),
                        pool);
    }

    private static Optional<String> bringUp(Part part, Progress progress) {
        var line = progress.begin(part.name());
        try {
            var before = part.look();
            if (before instanceof State.Blocked) {
                throw new SandboxException(before.words());
            }
            if (before instanceof State.Missing || before instanceof State.Dated) {
                part.up(line);
            }
            var after = before instanceof State.Up ? before : part.look();
            if (!after.works()) {
                throw new SandboxException("it was brought up and does not work: " + after.words());
            }
            line.done(after.words());
            return Optional.empty();
        } catch (RuntimeException e) {
            line.failed(sentence(e));
            return Optional.of(part.name() + ": " + sentence(e));
        }
    }

    private static State seen(Part part) {
        try {
            return part.look();
        } catch (RuntimeException e) {
            return new State.Missing(sentence(e));
        }
    }

    private static String sentence(RuntimeException problem) {
        return problem instanceof SandboxException ? problem.getMessage() : problem.toString();
    }

    private static <T> T sideBySide(Function<ExecutorService, T> work) {
        var pool = Executors.newCachedThreadPool();
        try {
            return work.apply(pool);
        } finally {
            pool.shutdown();
        }
    }
}
