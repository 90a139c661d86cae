package coop.ccci.reconcile.part;

/** How it went with a part, or with several; a later constant is the worse one. */
public enum PartOutcome {
    /** Nothing was to do. */
    UNCHANGED(0),

    /** It is as wished now, and was not before. */
    CHANGED(0),

    /** It is not as wished, and nothing was done, because only a look was asked for. */
    DIFFERS(10),

    /** It could not be brought to what is wished. */
    FAILED(1),

    /** Docker, abra or the disk did not do what they should. */
    ENVIRONMENT(3);

    private final int code;

    PartOutcome(int code) {
        this.code = code;
    }

    /** Returns what the process ends with. */
    public int code() {
        return code;
    }

    /** Returns the worse one of two. */
    public PartOutcome and(PartOutcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
