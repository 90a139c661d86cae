package coop.ccci.abra.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Environment, streams and working directory of a process.
 *
 * @param environment its variables
 * @param in its standard input
 * @param out for results
 * @param err for log lines
 * @param isTerminal whether standard input and standard output are a terminal
 * @param folder where it was started
 */
public record ProcessContext(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        BooleanSupplier isTerminal,
        Path folder) {
    /** Returns those of this process. */
    public static ProcessContext ofThisProcess() {
        return new ProcessContext(
                System.getenv(),
                System.in,
                System.out,
                System.err,
                () -> isTerminal(0) && isTerminal(1),
                Path.of("").toAbsolutePath());
    }

    /** Asks Linux: what {@code System.console()} returns differs between versions of Java. */
    private static boolean isTerminal(int stream) {
        try {
            var file = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(stream)));
            return file.startsWith("/dev/pts") || file.getFileName().toString().startsWith("tty");
        } catch (IOException e) {
            return false;
        }
    }
}
