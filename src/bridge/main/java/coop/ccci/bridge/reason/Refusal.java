package coop.ccci.bridge.reason;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import coop.ccci.contract.Commit;
import java.util.Optional;

/** Why a comment does not get what it asked for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
public sealed interface Refusal {
    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of refusal.
     *
     * @param <R> what is made of it
     */
    interface Cases<R> {
        R notAMember(String organisation);

        R notEnrolled(String name);

        R closed();

        R headMoved();

        R anotherHead(String named, Commit head);

        R unknownCommand(String word, Optional<String> meant);

        R nothingToCancel();

        R tooMany(Quota quota, int max);
    }

    /**
     * Its author may not ask.
     *
     * @param organisation whose members may
     */
    @JsonTypeName("not-a-member")
    record NotAMember(String organisation) implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notAMember(organisation);
        }
    }

    /**
     * The recipe is not enrolled.
     *
     * @param name the repository's name
     */
    @JsonTypeName("not-enrolled")
    record NotEnrolled(String name) implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notEnrolled(name);
        }
    }

    /** The pull request is closed or merged. */
    @JsonTypeName("closed")
    record Closed() implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.closed();
        }
    }

    /** Something was pushed after the comment was written. */
    @JsonTypeName("head-moved")
    record HeadMoved() implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.headMoved();
        }
    }

    /**
     * The comment names another commit than the head.
     *
     * @param named how the named one begins
     * @param head what the head is
     */
    @JsonTypeName("another-head")
    record AnotherHead(String named, Commit head) implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.anotherHead(named, head);
        }
    }

    /**
     * It begins like a command and is none.
     *
     * @param word what is not known, as written: foreign text
     * @param meant what its author may have meant
     */
    @JsonTypeName("unknown-command")
    record UnknownCommand(String word, Optional<String> meant) implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unknownCommand(word, meant);
        }
    }

    /** There is nothing to cancel. */
    @JsonTypeName("nothing-to-cancel")
    record NothingToCancel() implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nothingToCancel();
        }
    }

    /**
     * There are too many runs already that are not over.
     *
     * @param quota which of the limits is reached
     * @param max how many there may be
     */
    @JsonTypeName("too-many")
    record TooMany(Quota quota, int max) implements Refusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tooMany(quota, max);
        }
    }

    /** What has a limit. */
    enum Quota {
        /** The runs that one person asked for. */
        PERSON,

        /** The runs of one repository. */
        REPOSITORY,

        /** All runs. */
        ALL
    }
}
