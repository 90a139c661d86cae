package coop.ccci.bridge.engine;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import java.util.List;
import java.util.Optional;

/**
 * What executes runs. All of it may be asked at any time and more than once, by a bridge that has just started and
 * knows nothing but the ledger. A run is begun by a route of the engine's own, to which {@code start-run} leads: it takes the
 * {@link Run}, which {@link #inspect} did not find, and leaves a {@link LaunchAnswer}, or fails when the engine cannot be asked. A run
 * that is there after all goes on undisturbed. Another route, to which {@code observe-run} leads, does by steps what {@link #inspect}
 * does at once.
 */
public interface Engine {
    /** Returns its name in the ledger and in the configuration. */
    String name();

    /** Returns how many runs it takes at once. */
    int capacity();

    /** Returns what keeps runs from being started, one sentence each; empty when nothing does. */
    List<String> problems();

    /** Returns what has become of a run. */
    RunObservation inspect(Run run);

    /** Asks a run to end: it tears down and writes its results. A run that is not there is fine. */
    void cancel(Run run);

    /** Ends a run that did not end when asked. */
    void kill(Run run);

    /**
     * What came of a launch.
     *
     * @param fault why the run did not begin; empty when it did
     */
    record LaunchAnswer(Optional<EngineFault> fault) {
        /** Returns the answer about a run that has begun. */
        public static LaunchAnswer begun() {
            return new LaunchAnswer(Optional.empty());
        }

        /** Returns the answer about one that has not. */
        public static LaunchAnswer notBegun(EngineFault why) {
            return new LaunchAnswer(Optional.of(why));
        }

        /** Returns whether the run has begun, for the route. */
        public boolean hasBegun() {
            return fault.isEmpty();
        }
    }

    /** The engine cannot be asked just now; trying again later may help. */
    final class EngineUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Makes one with a sentence that says what happened. */
        public EngineUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
