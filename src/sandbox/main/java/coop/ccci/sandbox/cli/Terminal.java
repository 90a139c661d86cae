package coop.ccci.sandbox.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at standard error, where progress is shown. */
public final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** It is a terminal that can do more than letters, and nobody asked for no colours. */
    public static boolean isOne() {
        var term = System.getenv().getOrDefault("TERM", "dumb");
        return !term.equals("dumb") && System.getenv("NO_COLOR") == null && isTerminal();
    }

    private static boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
