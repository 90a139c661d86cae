package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The apps of a run, in the order in which they are deployed; each has a domain of its own. */
public enum TestedApp {
    /** The commit under test, deployed from nothing: what somebody gets who installs it today. */
    FRESH,

    /** Deployed as the base, then upgraded in place to the commit under test: what somebody gets who has it already. */
    UPGRADED,

    /**
     * The commit under test from nothing once more, in place of {@link #UPGRADED} where its base could not be deployed:
     * so that what comes after the upgrade is verified all the same.
     */
    SECOND_FRESH;

    /** The word in {@code results.json}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
