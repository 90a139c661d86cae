package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The rungs of the ladder, lowest first; see {@link Level}. */
public enum Rung {
    /** A fresh deploy answers. */
    INSTALL(1),

    /** The older version can be upgraded to the commit under test. */
    UPGRADE(2),

    /** A backup holds the data and a restore brings it back. */
    BACKUP_RESTORE(3),

    /** The recipe's own tests pass. */
    FUNCTIONAL(4),

    /** {@code abra recipe lint} finds no error. */
    LINT(5);

    private final int number;

    Rung(int number) {
        this.number = number;
    }

    /** The number that people see: 1 for the lowest rung. */
    public int number() {
        return number;
    }

    /** The key in {@code results.json}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
