package coop.ccci.sandbox.part;

/** What a part looks like right now. */
public sealed interface State {

    /** A few words for {@code sandbox status}. */
    String words();

    /** Whether it may be used as it is. */
    default boolean works() {
        return this instanceof Up || this instanceof Dated;
    }

    /**
     * It works: it was just used.
     *
     * @param words what it is and where it answers
     */
    record Up(String words) implements State {}

    /**
     * It works, and bringing it up would renew it: it belongs to another build of cc-ci.
     *
     * @param words what it is
     */
    record Dated(String words) implements State {}

    /**
     * It does not work yet, and bringing it up is ours to do.
     *
     * @param words what is missing
     */
    record Missing(String words) implements State {}

    /**
     * Something that is not ours is in the way.
     *
     * @param words a sentence that names it and says what to do
     */
    record Blocked(String words) implements State {}
}
