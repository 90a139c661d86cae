package coop.ccci.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Run directories left by an earlier ledger. A ledger that was lost, or is another one, must not give their numbers again: a
 * harness refuses a directory that has been used.
 */
final class RunDirectories {
    /** Runs by hand have longer numbers, made of the time. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private RunDirectories() {}

    /** The highest number that is taken; 0 when none is. */
    static long highest(Path runs) {
        try (var entries = Files.list(runs)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> NUMBER.matcher(name).matches())
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read CCCI_RUNS_DIR, " + runs, e);
        }
    }
}
