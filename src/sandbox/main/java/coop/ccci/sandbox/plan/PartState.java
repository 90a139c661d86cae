package coop.ccci.sandbox.plan;

/**
 * What a part looks like right now.
 *
 * @param kind what it means for whoever wants to use or to bring up the part
 * @param description a few words for {@code sandbox status}; for {@link Kind#BLOCKED} a sentence that names what is in
 *     the way and says what to do
 */
public record PartState(Kind kind, String description) {

    /** What there is to do about a part. */
    public enum Kind {
        /** It works: it was just used. */
        UP,

        /** It works, and bringing it up would renew it: it belongs to another build of cc-ci. */
        OUTDATED,

        /** It does not work yet, and bringing it up is ours to do. */
        MISSING,

        /** Something that is not ours is in the way. */
        BLOCKED
    }

    /** Returns the state of a part that was just used; the description says what it is and where it answers. */
    public static PartState up(String description) {
        return new PartState(Kind.UP, description);
    }

    /** Returns the state of a part that works and belongs to another build of cc-ci. */
    public static PartState outdated(String description) {
        return new PartState(Kind.OUTDATED, description);
    }

    /** Returns the state of a part that is not there, or not as it should be. */
    public static PartState missing(String description) {
        return new PartState(Kind.MISSING, description);
    }

    /** Returns the state of a part whose place is taken by something that is not ours. */
    public static PartState blocked(String sentence) {
        return new PartState(Kind.BLOCKED, sentence);
    }

    /** Returns whether it works and is of this build. */
    public boolean isUp() {
        return kind == Kind.UP;
    }

    /** Returns whether it may be used as it is. */
    public boolean isUsable() {
        return switch (kind) {
            case UP, OUTDATED -> true;
            case MISSING, BLOCKED -> false;
        };
    }
}
