package coop.ccci.abra;

import coop.ccci.abra.command.AbraCommand;
import coop.ccci.abra.command.CommandTree;
import coop.ccci.abra.process.ProcessContext;

/** The program {@code abra} of the sandbox. */
public final class AbraMain {
    private AbraMain() {}

    /** Runs one command and ends the process with its exit code: 0, or 1 after a {@code FATA} line. */
    public static void main(String[] arguments) {
        // JGit logs through SLF4J: setting up a logging framework for that takes longer than most commands
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(CommandTree.run(new AbraCommand(ProcessContext.ofThisProcess()), arguments));
    }
}
