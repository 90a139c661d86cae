package coop.ccci.abra;

import coop.ccci.abra.command.Abra;
import coop.ccci.abra.command.CommandTree;

/** The program {@code abra} of the sandbox. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code: 0, or 1 after a {@code FATA} line. */
    public static void main(String[] arguments) {
        // JGit logs through SLF4J: setting up a logging framework for that takes longer than most commands
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(CommandTree.run(new Abra(Surroundings.ofThisProcess()), arguments));
    }
}
