package coop.ccci.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What standard output leads to. */
final class Terminal {
    private Terminal() {}

    /** Whether it is a terminal that can show colours and move about, and nobody asked for none of that. */
    static boolean isRich(Map<String, String> environment) {
        return !environment.containsKey("NO_COLOR")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && isTerminal();
    }

    /** Java itself only says whether standard input and output are both terminals. */
    private static boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
