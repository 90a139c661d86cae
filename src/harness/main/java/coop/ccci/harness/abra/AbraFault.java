package coop.ccci.harness.abra;

import coop.ccci.harness.process.Finished;
import java.util.List;
import java.util.Locale;

/** A call of {@code abra} that did not do what it was asked to. */
public final class AbraFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_LINES = 30;

    /** What abra, Docker and Go say when the machine is at fault and not the recipe; lower case. */
    private static final List<String> ENVIRONMENT = List.of(
            "cannot connect to the docker daemon",
            "is the docker daemon running",
            "no space left on device",
            "read-only file system",
            "permission denied",
            "connection refused",
            "swarm mode not enabled",
            "not a swarm manager",
            "unknown server",
            "network \"proxy\" is declared as external",
            "toomanyrequests");

    private final boolean environment;
    private final transient List<String> lines;

    private AbraFault(String message, boolean environment, List<String> lines) {
        super(message);
        this.environment = environment;
        this.lines = lines;
    }

    /**
     * It ended with an exit code that is not 0, or was killed because its time was over. What it refuses it says in a
     * line with {@code FATA}; without one it is abra itself that does not work here.
     */
    static AbraFault of(String what, Finished finished) {
        var lines = plain(finished.errors() + "\n" + finished.output());
        var fatal = lines.stream()
                .filter(line -> line.contains("FATA"))
                .map(line ->
                        line.substring(line.indexOf("FATA") + "FATA".length()).strip())
                .reduce((earlier, later) -> later);
        var said = fatal.orElse(finished.killed() ? "it was killed" : "exit code " + finished.exit());
        var ended = finished.killed() ? " did not end within its time: " : " failed: ";
        var all = String.join("\n", lines).toLowerCase(Locale.ROOT);
        return new AbraFault(
                what + ended + said,
                finished.killed() || fatal.isEmpty() || ENVIRONMENT.stream().anyMatch(all::contains),
                lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    /** The lines of an output, without the colours and carriage returns of a terminal; no empty ones. */
    static List<String> plain(String output) {
        return output.lines()
                .map(line ->
                        line.replaceAll("\\p{Cntrl}\\[[0-9;?]*[A-Za-z]", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The same of a call whose output is secret: nothing that it said is told. */
    static AbraFault silent(String what) {
        return new AbraFault(what, false, List.of());
    }

    /** Whether what it said speaks of the machine rather than of the recipe. */
    public boolean isEnvironment() {
        return environment;
    }

    /** The last lines that it said. */
    public List<String> lines() {
        return lines;
    }
}
