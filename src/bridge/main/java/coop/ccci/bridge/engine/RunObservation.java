package coop.ccci.bridge.engine;

import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.util.Optional;

/** What an engine knows of a run. */
public sealed interface RunObservation {
    /** It is not there: never begun, or begun and lost before it did anything. */
    record Absent() implements RunObservation {}

    /** It was begun a moment ago and has not shown itself yet. */
    record Starting() implements RunObservation {}

    /** It runs. */
    record Running() implements RunObservation {}

    /**
     * It is over.
     *
     * @param results what it found
     */
    record Finished(Results results) implements RunObservation {}

    /**
     * The engine ended it before its time.
     *
     * @param verdict what to call that, unless the bridge had asked for it
     * @param sentence what happened
     * @param results what the harness still wrote
     */
    record Stopped(Verdict verdict, String sentence, Optional<Results> results) implements RunObservation {}

    /**
     * It is over and there are no results that can be used.
     *
     * @param sentence what happened
     */
    record Died(String sentence) implements RunObservation {}
}
