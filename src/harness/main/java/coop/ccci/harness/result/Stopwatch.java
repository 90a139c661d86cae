package coop.ccci.harness.result;

import coop.ccci.contract.Results;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Adds up what a run spends waiting, by what it waits for. */
public final class Stopwatch {
    private final Map<WaitingFor, Duration> spent = new EnumMap<>(WaitingFor.class);

    /** What a run waits for. */
    public enum WaitingFor {
        /** A call of {@code abra}. */
        ABRA,
        /** Convergence and removal. */
        SWARM,
        /** The app's answer over HTTPS. */
        APP
    }

    /** Does some work and adds the time it took, however it ends. */
    public <T> T time(WaitingFor what, Supplier<T> work) {
        var began = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(what, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Does some work and adds the time it took, however it ends. */
    public void time(WaitingFor what, Runnable work) {
        time(what, () -> {
            work.run();
            return what;
        });
    }

    private synchronized void add(WaitingFor what, Duration duration) {
        spent.merge(what, duration, Duration::plus);
    }

    /** Returns the sums so far, beside the total. */
    public synchronized Results.Timings timings(Duration total) {
        return new Results.Timings(
                total,
                spent.getOrDefault(WaitingFor.ABRA, Duration.ZERO),
                spent.getOrDefault(WaitingFor.SWARM, Duration.ZERO),
                spent.getOrDefault(WaitingFor.APP, Duration.ZERO));
    }
}
