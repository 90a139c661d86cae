package coop.ccci.bridge.reason;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a comment got instead of a run, or why it got nothing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
public sealed interface TriggerReason {
    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of reason.
     *
     * @param <R> what is made of it
     */
    interface Cases<R> {
        R help();

        R refused(Refusal refusal);

        R ignored(IgnoreReason why);

        R text(String text);
    }

    /** The list of commands. */
    @JsonTypeName("help")
    record Help() implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.help();
        }
    }

    /**
     * A refusal.
     *
     * @param refusal why
     */
    @JsonTypeName("refused")
    record Refused(Refusal refusal) implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(refusal);
        }
    }

    /**
     * Nothing, and no answer.
     *
     * @param why why
     */
    @JsonTypeName("ignored")
    record Ignored(IgnoreReason why) implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ignored(why);
        }
    }

    /**
     * What a ledger of an older version kept as a sentence.
     *
     * @param text the sentence, as Markdown
     */
    @JsonTypeName("text")
    record Text(String text) implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(text);
        }
    }
}
