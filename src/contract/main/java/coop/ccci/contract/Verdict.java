package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How a run ended. Only the first two say something about the recipe. */
public enum Verdict {
    /** Every tier that ran held, at least one did, and nothing was left behind. */
    PASSED,

    /** The recipe did not do what it should. */
    FAILED,

    /** Somebody asked for it to end. */
    CANCELLED,

    /** The run's deadline passed. */
    TIMED_OUT,

    /** A newer commit of the same pull request took its place. */
    SUPERSEDED,

    /** The fault is ours or the machine's, not the recipe's. */
    ERROR;

    /** The word in files and texts: {@code passed}, {@code timed out}, … */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Reads a verdict by its word.
     *
     * @throws IllegalArgumentException when there is no verdict of that word
     */
    @JsonCreator
    public static Verdict parse(String word) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.code().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + Excerpt.of(word) + "\" is not a verdict"));
    }
}
