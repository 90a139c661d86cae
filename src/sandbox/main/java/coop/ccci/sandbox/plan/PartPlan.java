package coop.ccci.sandbox.plan;

import coop.ccci.sandbox.config.SandboxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Brings parts up side by side, each as soon as what it needs is up, and takes them down in the opposite order.
 *
 * @param parts in an order in which each stands after what it needs; what one needs and is not among them is taken for up
 */
public record PartPlan(List<Part> parts) {

    /**
     * Brings everything up. A part that fails does not stop those that do not need it, so that one attempt shows
     * everything that is in the way.
     *
     * @return one sentence per part that is not up, in the order of the parts; empty when all are
     */
    public List<String> up(ProgressDisplay progress) {
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
    public List<String> down(ProgressDisplay progress) {
        var problems = new ArrayList<String>();
        for (int i = parts.size() - 1; i >= 0; i--) {
            var part = parts.get(i);
            var line = progress.begin(part.name());
            try {
                line.done(part.down(line));
            } catch (RuntimeException e) {
                line.failed(message(e));
                problems.add(part.name() + ": " + message(e));
            }
        }
        return problems;
    }

    /** Returns what every part looks like now, asked side by side. */
    public Map<Part, PartState> inspect() {
        return sideBySide(pool -> {
            var asked = new LinkedHashMap<Part, CompletableFuture<PartState>>();
            parts.forEach(part -> asked.put(part, CompletableFuture.supplyAsync(() -> inspected(part), pool)));
            var states = new LinkedHashMap<Part, PartState>();
            asked.forEach((part, state) -> states.put(part, state.join()));
            return states;
        });
    }

    private static CompletableFuture<Optional<String>> whenNeedsAreUp(
            Part part,
            Map<Part, CompletableFuture<Optional<String>>> running,
            ProgressDisplay progress,
            Executor pool) {
        var needs =
                part.needs().stream().map(running::get).filter(Objects::nonNull).toList();
        return CompletableFuture.allOf(needs.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        ready -> needs.stream().allMatch(need -> need.join().isEmpty())
                                ? bringUp(part, progress)
                                : Optional.of(part.name() + ": not tried, because something that it needs is not up"),
                        pool);
    }

    private static Optional<String> bringUp(Part part, ProgressDisplay progress) {
        var line = progress.begin(part.name());
        try {
            var after = upFrom(part.inspect(), part, line);
            if (!after.isUsable()) {
                throw new SandboxException("it was brought up and does not work: " + after.description());
            }
            line.done(after.description());
            return Optional.empty();
        } catch (RuntimeException e) {
            line.failed(message(e));
            return Optional.of(part.name() + ": " + message(e));
        }
    }

    private static PartState upFrom(PartState before, Part part, ProgressReporter reporter) {
        return switch (before.kind()) {
            case UP -> before;
            case BLOCKED -> throw new SandboxException(before.description());
            case MISSING, OUTDATED -> {
                part.up(reporter);
                yield part.inspect();
            }
        };
    }

    private static PartState inspected(Part part) {
        try {
            return part.inspect();
        } catch (RuntimeException e) {
            return PartState.missing(message(e));
        }
    }

    private static String message(RuntimeException problem) {
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
