package coop.ccci.abra.lint;

import java.util.Locale;

/** How serious a broken rule is. */
public enum Severity {
    /** The recipe can be deployed. */
    WARN,
    /** abra deploys the recipe only with chaos. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
