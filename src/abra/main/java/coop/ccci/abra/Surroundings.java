package coop.ccci.abra;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a process gets from whoever starts it.
 *
 * @param environment its variables
 * @param in its standard input
 * @param out for results
 * @param err for log lines
 * @param isTerminal whether standard input and standard output are a terminal
 * @param folder where it was started
 */
public record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        BooleanSupplier isTerminal,
        Path folder) {
    /** Those of this process. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                System.out,
                System.err,
                () -> isTerminal(0) && isTerminal(1),
                Path.of("").toAbsolutePath());
    }

    /** Linux's own word on it; what {@code System.console()} says differs between versions of Java. */
    private static boolean isTerminal(int stream) {
        try {
            var file = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(stream)));
            return file.startsWith("/dev/pts") || file.getFileName().toString().startsWith("tty");
        } catch (IOException e) {
            return false;
        }
    }
}
