package coop.ccci.bridge.engine;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import java.util.List;

/**
 * What executes runs. All of it may be asked at any time and more than once, by a bridge that has just started and
 * knows nothing but the ledger.
 */
public interface Engine {
    /** Returns its name in the ledger and in the configuration. */
    String name();

    /** Returns how many runs it takes at once. */
    int capacity();

    /**
     * Begins a run. Called only for one that {@link #inspect} does not find; if it is there after all, it goes on
     * undisturbed.
     *
     * @throws LaunchException when it did not begin
     */
    void launch(Run run);

    /** Returns what keeps runs from being started, one sentence each; empty when nothing does. */
    List<String> problems();

    /** Returns what has become of a run. */
    RunObservation inspect(Run run);

    /** Asks a run to end: it tears down and writes its results. A run that is not there is fine. */
    void cancel(Run run);

    /** Ends a run that did not end when asked. */
    void kill(Run run);

    /** A run did not begin. */
    final class LaunchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient EngineFault fault;

        /**
         * Makes one of a launch that failed.
         *
         * @param fault why
         */
        public LaunchException(EngineFault fault, Throwable cause) {
            super(fault.toString(), cause);
            this.fault = fault;
        }

        /** Returns why. */
        public EngineFault fault() {
            return fault;
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
