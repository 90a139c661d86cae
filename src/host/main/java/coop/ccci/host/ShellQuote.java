package coop.ccci.sandbox.config;

/** Writes values so that a POSIX shell reads them back as they are. */
public final class ShellQuote {
    private ShellQuote() {}

    /** Returns the value as one word in single quotes. */
    public static String of(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
