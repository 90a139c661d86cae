package coop.ccci.bridge.operator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bridge does now, as {@code /observe/status} tells it and {@code cc-ci status --json} prints it.
 *
 * @param isWell whether every part works
 * @param at when this was true
 * @param pausedSince since when no run starts; empty when runs start
 * @param capacity how many runs the engine takes at once
 * @param running the runs that the engine has, oldest first
 * @param waiting the runs that wait for it, in the order in which they will start
 * @param health each part
 */
public record BridgeStatus(
        boolean isWell,
        Instant at,
        Optional<Instant> pausedSince,
        int capacity,
        List<ActiveRun> running,
        List<ActiveRun> waiting,
        List<PartHealth> health) {
    /** Copies the lists. */
    public BridgeStatus {
        running = List.copyOf(running);
        waiting = List.copyOf(waiting);
        health = List.copyOf(health);
    }

    /**
     * A run that is not over.
     *
     * @param run its id
     * @param recipe the recipe under test
     * @param repository where the pull request is
     * @param pullRequest its number; 0 where the run is of none, but of a branch
     * @param commit what is tested
     * @param author who asked
     * @param since when it was launched, or queued
     * @param stage what it is at; empty while it waits
     * @param isStopping whether somebody asked for its end
     */
    public record ActiveRun(
            long run,
            String recipe,
            String repository,
            int pullRequest,
            String commit,
            String author,
            Instant since,
            Optional<String> stage,
            boolean isStopping) {}

    /**
     * How a part is.
     *
     * @param part its name
     * @param isUp whether it works
     * @param message what is wrong, and what to do; empty when nothing is
     * @param details what is worth knowing besides
     */
    public record PartHealth(String part, boolean isUp, Optional<String> message, Map<String, String> details) {
        /** Copies the map. */
        public PartHealth {
            details = Map.copyOf(details);
        }
    }
}
