package coop.ccci.bridge.engine;

import coop.ccci.contract.Results;

/** What an engine knows of a run. */
public sealed interface Sighting {
    /** It is not there: never begun, or begun and lost before it did anything. */
    record Absent() implements Sighting {}

    /** It was begun a moment ago and has not shown itself yet. */
    record Starting() implements Sighting {}

    /** It runs. */
    record Running() implements Sighting {}

    /**
     * It is over.
     *
     * @param results what it found
     */
    record Finished(Results results) implements Sighting {}

    /**
     * It is over and there are no results that can be used.
     *
     * @param sentence what happened
     */
    record Died(String sentence) implements Sighting {}
}
