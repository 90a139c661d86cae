package coop.ccci.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells whether a person looks at what a program prints. */
public enum Terminal {
    STANDARD_OUTPUT(1),
    STANDARD_ERROR(2);

    private final Path descriptor;

    Terminal(int number) {
        this.descriptor = Path.of("/proc/self/fd", Integer.toString(number));
    }

    /**
     * Returns whether it is a terminal that can show colours and move the cursor, and nobody asked for neither.
     *
     * @param environment of which {@code TERM} and {@code NO_COLOR} count
     */
    public boolean isRich(Map<String, String> environment) {
        return !environment.containsKey("NO_COLOR")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && isTerminal();
    }

    /** {@link System#console} only says whether standard input and output are both terminals. */
    private boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
