package coop.ccci.abra.process;

import java.io.PrintStream;

/** The log lines of abra: a level word of four letters, a space and the message, on standard error. */
public final class Log {
    private final PrintStream out;
    private final boolean debug;

    /**
     * Creates a log.
     *
     * @param out where the lines go, which is standard error outside tests
     * @param debug whether {@code DEBU} lines are written
     */
    public Log(PrintStream out, boolean debug) {
        this.out = out;
        this.debug = debug;
    }

    /** Logs a detail, with {@code --debug} only. */
    public void debug(String message) {
        if (debug) {
            write("DEBU", message);
        }
    }

    /** Logs what was done. */
    public void info(String message) {
        write("INFO", message);
    }

    /** Logs a problem that a person should know of; the command goes on. */
    public void warn(String message) {
        write("WARN", message);
    }

    /** Logs a failure that does not stop the command. */
    public void error(String message) {
        write("ERRO", message);
    }

    /** Logs the failure that ends the command. */
    public void fatal(String message) {
        write("FATA", message);
    }

    private void write(String level, String message) {
        out.println(level + " " + message);
    }
}
