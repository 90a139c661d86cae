package coop.ccci.abra.lint;

import java.util.Locale;

/** What it means when a rule is not kept. */
public enum Severity {
    /** The recipe can be deployed all the same. */
    WARN,
    /** abra deploys the recipe only with chaos. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
