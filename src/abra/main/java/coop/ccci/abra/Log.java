package coop.ccci.abra;

import java.io.PrintStream;

/** The log lines of abra: a level word of four letters, a space and the message, on standard error. */
public final class Log {
    private final PrintStream out;
    private final boolean debug;

    /**
     * A log.
     *
     * @param out where the lines go, which is standard error outside tests
     * @param debug whether {@code DEBU} lines are written
     */
    public Log(PrintStream out, boolean debug) {
        this.out = out;
        this.debug = debug;
    }

    /** What goes on inside, for {@code --debug}. */
    public void debug(String message) {
        if (debug) {
            write("DEBU", message);
        }
    }

    /** What was done. */
    public void info(String message) {
        write("INFO", message);
    }

    /** What a person should know though the command goes on. */
    public void warn(String message) {
        write("WARN", message);
    }

    /** What went wrong though the command goes on. */
    public void error(String message) {
        write("ERRO", message);
    }

    /** What ended the command. */
    public void fatal(String message) {
        write("FATA", message);
    }

    private void write(String level, String message) {
        out.println(level + " " + message);
    }
}
