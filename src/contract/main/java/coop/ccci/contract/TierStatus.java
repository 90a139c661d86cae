package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a tier ended. */
public enum TierStatus {
    /** It ran, at least one assertion was made, and all held. */
    PASS,

    /** It ran and an assertion or the operation failed. */
    FAIL,

    /** It did not run; the reason stands beside it. */
    SKIP;

    /** The word in files, addresses and texts. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
