package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** One stage of a run. The order of the constants is the order in which they run. */
public enum Tier {
    /** A fresh deploy answers. */
    INSTALL,

    /** The older version is upgraded in place to the commit under test. */
    UPGRADE,

    /** A backup is taken and holds what was written. */
    BACKUP,

    /** What was changed after the backup is back after a restore. */
    RESTORE,

    /** The recipe's own tests pass. */
    FUNCTIONAL;

    /** The word in files, addresses and texts. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
