package coop.ccci.bridge.engine;

import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The state of a run as its engine observes it. */
public sealed interface RunObservation {
    /** Calls the method of this case; a new case does not compile until every caller handles it. */
    <R> R match(Cases<R> cases);

    /** The run is not there: it never began, or was lost before it did anything. */
    record Absent() implements RunObservation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.absent(this);
        }
    }

    /** The run was begun a moment ago and has not shown itself yet. */
    record Starting() implements RunObservation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.starting(this);
        }
    }

    /** The run is running. */
    record Running() implements RunObservation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.running(this);
        }
    }

    /**
     * Records that the run is over.
     *
     * @param results what it found
     */
    record Finished(Results results) implements RunObservation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.finished(this);
        }
    }

    /**
     * The engine ended the run before its time.
     *
     * @param verdict what to call that, unless the bridge had asked for it
     * @param fault what happened
     * @param results what the harness still wrote
     */
    record Stopped(Verdict verdict, EngineFault fault, Optional<Results> results) implements RunObservation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stopped(this);
        }
    }

    /**
     * The run is over and has no results that can be used.
     *
     * @param fault what happened
     */
    record Died(EngineFault fault) implements RunObservation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.died(this);
        }
    }

    /** Returns whether the run is not there. */
    default boolean isAbsent() {
        return equals(new Absent());
    }

    /**
     * Returns this observation, or what is known better elsewhere of a run that is finished or absent.
     *
     * @param finished what becomes of a finished one
     * @param absent what stands in for an absent one
     */
    default RunObservation refine(
            Function<Finished, RunObservation> finished, Supplier<? extends RunObservation> absent) {
        return match(new Cases<>() {
            @Override
            public RunObservation absent(Absent run) {
                return absent.get();
            }

            @Override
            public RunObservation starting(Starting run) {
                return run;
            }

            @Override
            public RunObservation running(Running run) {
                return run;
            }

            @Override
            public RunObservation finished(Finished run) {
                return finished.apply(run);
            }

            @Override
            public RunObservation stopped(Stopped run) {
                return run;
            }

            @Override
            public RunObservation died(Died run) {
                return run;
            }
        });
    }

    /**
     * One method for each case.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        /** Handles a run that is not there. */
        R absent(Absent run);

        /** Handles a run that was begun a moment ago. */
        R starting(Starting run);

        /** Handles a run that is running. */
        R running(Running run);

        /** Handles a run that is over and has results. */
        R finished(Finished run);

        /** Handles a run that its engine ended. */
        R stopped(Stopped run);

        /** Handles a run that is over without results. */
        R died(Died run);
    }
}
