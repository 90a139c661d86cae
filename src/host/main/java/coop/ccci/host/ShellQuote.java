package coop.ccci.host;

import java.util.List;
import java.util.stream.Collectors;

/** Writes values so that a POSIX shell reads them back as they are. */
public final class ShellQuote {
    private ShellQuote() {}

    /** Returns the value as one word in single quotes. */
    public static String of(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** Returns the values as words, each in single quotes. */
    public static String of(List<String> values) {
        return values.stream().map(ShellQuote::of).collect(Collectors.joining(" "));
    }
}
