package coop.ccci.harness.doctor;

/**
 * What a look at an assumption found.
 *
 * @param state whether it holds
 * @param detail what was seen, one clause; why nothing was for {@link State#UNKNOWN}
 */
public record Finding(State state, String detail) {
    /** Whether an assumption holds. */
    public enum State {
        /** It is so. */
        HOLDS,

        /** It is not so. */
        BROKEN,

        /** It could not be looked at. */
        UNKNOWN
    }

    /** Returns that it is so. */
    public static Finding holds(String detail) {
        return new Finding(State.HOLDS, detail);
    }

    /** Returns that it is not so. */
    public static Finding broken(String detail) {
        return new Finding(State.BROKEN, detail);
    }

    /** Returns that it could not be looked at. */
    public static Finding unknown(String reason) {
        return new Finding(State.UNKNOWN, reason);
    }

    /** Returns that it is so when the condition is true, else that it is not. */
    public static Finding when(boolean holds, String detail) {
        return holds ? holds(detail) : broken(detail);
    }

    /** Returns whether it is so. */
    public boolean isHolding() {
        return state == State.HOLDS;
    }
}
