package coop.ccci.abra;

import coop.ccci.abra.command.AbraCommand;
import coop.ccci.abra.command.CommandTree;
import coop.ccci.abra.process.ProcessContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs the stand-in the way a process would: arguments in, exit code, standard output and standard error out. */
public final class AbraProcess {
    private final Path folder;
    private final boolean hasTerminal;

    private final Map<String, String> changes;
    private final String input;

    private AbraProcess(Path folder, boolean hasTerminal, Map<String, String> changes, String input) {
        this.folder = folder;
        this.hasTerminal = hasTerminal;
        this.changes = changes;
        this.input = input;
    }

    /** A stand-in whose {@code ABRA_DIR} is the folder, where it is also started; it has no terminal. */
    public AbraProcess(Path folder) {
        this(folder, false, Map.of(), "");
    }

    /** The same with a terminal. */
    public AbraProcess onTerminal() {
        return new AbraProcess(folder, true, changes, input);
    }

    /** The same with a variable in its environment. */
    public AbraProcess with(String key, String value) {
        return new AbraProcess(folder, hasTerminal, Map.of(key, value), input);
    }

    /** The same with a standard input. */
    public AbraProcess reading(String text) {
        return new AbraProcess(folder, hasTerminal, changes, text);
    }

    /** Runs one command. */
    public Outcome run(String... arguments) {
        var environment = new HashMap<>(System.getenv());
        environment.putAll(changes);
        environment.put("ABRA_DIR", folder.toString());
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var exit = CommandTree.run(
                new AbraCommand(new ProcessContext(
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        () -> hasTerminal,
                        folder)),
                arguments);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /**
     * What a command came to.
     *
     * @param exit the exit code
     * @param out standard output
     * @param err standard error, the log lines
     */
    public record Outcome(int exit, String out, String err) {}
}
