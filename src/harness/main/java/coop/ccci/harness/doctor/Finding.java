package coop.ccci.harness.doctor;

/** What came of looking at an assumption. */
public sealed interface Finding {
    /** What was seen, one clause; for {@link Unknown} why nothing was. */
    String seen();

    /** It is so. */
    record Holds(String seen) implements Finding {}

    /** It is not so. */
    record Broken(String seen) implements Finding {}

    /** It could not be looked at. */
    record Unknown(String seen) implements Finding {}

    /** It is so when the condition holds. */
    static Finding when(boolean holds, String seen) {
        return holds ? new Holds(seen) : new Broken(seen);
    }
}
