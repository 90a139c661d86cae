package coop.ccci.sandbox.env;

/** Writes values so that a POSIX shell reads them back as they are. */
final class ShellQuote {
    private ShellQuote() {}

    /** The value as one word in single quotes. */
    static String of(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
