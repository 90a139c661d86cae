package coop.ccci.harness.abra;

import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.result.EnvironmentFault;
import java.util.List;

/** A call of {@code abra} that did not do what it was asked to. */
public final class AbraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MAX_LINES = 30;

    private final boolean environment;
    private final boolean killed;
    private final transient List<String> lines;

    private AbraException(String message, boolean environment, boolean killed, List<String> lines) {
        super(message);
        this.environment = environment;
        this.killed = killed;
        this.lines = lines;
    }

    /**
     * It ended with an exit code that is not 0, or was killed because its time was over. What it refuses it says in a
     * line with {@code FATA}; without one it is abra itself that does not work here. Whether that line speaks of the
     * machine or of the recipe is for {@link EnvironmentFault} to say.
     */
    static AbraException of(String what, ProcessResult finished) {
        var lines = plain(finished.errors() + "\n" + finished.output());
        var fatal = lines.stream()
                .filter(line -> line.contains("FATA"))
                .map(line ->
                        line.substring(line.indexOf("FATA") + "FATA".length()).strip())
                .reduce((earlier, later) -> later);
        var said = fatal.orElse(finished.killed() ? "it was killed" : "exit code " + finished.exit());
        var ended = finished.killed() ? " did not end within its time: " : " failed: ";
        return new AbraException(
                what + ended + said,
                finished.killed()
                        || fatal.isEmpty()
                        || fatal.flatMap(EnvironmentFault::in).isPresent(),
                finished.killed(),
                lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    }

    /** Returns the lines of an output, without the colours and carriage returns of a terminal; no empty ones. */
    static List<String> plain(String output) {
        return output.lines()
                .map(line ->
                        line.replaceAll("\\p{Cntrl}\\[[0-9;?]*[A-Za-z]", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the same of a call whose output is secret: nothing that it said is told. */
    static AbraException silent(String what) {
        return new AbraException(what, false, false, List.of());
    }

    /** Returns the same with another judgement of whose fault it is, and with what a person can do about it. */
    AbraException blaming(boolean onEnvironment, String advice) {
        return new AbraException(getMessage() + "; " + advice, onEnvironment, killed, lines);
    }

    /** Returns whether what it said speaks of the machine rather than of the recipe. */
    public boolean isEnvironment() {
        return environment;
    }

    /** Returns whether it was ended because its time was over. */
    public boolean isKilled() {
        return killed;
    }

    /** Returns the last lines that it said. */
    public List<String> lines() {
        return lines;
    }
}
