package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a rung of the ladder is known to be. */
public enum RungStatus {
    /** It was tried and held. */
    PASS,

    /** It was tried and did not hold. */
    FAIL,

    /** It was left out on purpose, with a reason: it does not apply to this recipe. */
    SKIP,

    /** It was not verified; nothing is claimed. */
    UNVER;

    /** The word in files, addresses and texts. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
