package coop.ccci.harness.doctor;

/** What came of looking at an assumption. */
public sealed interface Finding {
    /** What was detail, one clause; for {@link Unknown} why nothing was. */
    String detail();

    /** It is so. */
    record Holds(String detail) implements Finding {}

    /** It is not so. */
    record Broken(String detail) implements Finding {}

    /** It could not be looked at. */
    record Unknown(String detail) implements Finding {}

    /** It is so when the condition holds. */
    static Finding when(boolean holds, String detail) {
        return holds ? new Holds(detail) : new Broken(detail);
    }
}
