package coop.ccci.harness;

import coop.ccci.harness.cli.CheckCommand;
import coop.ccci.harness.cli.DoctorCommand;
import coop.ccci.harness.cli.EnrollCommand;
import coop.ccci.harness.cli.JanitorCommand;
import coop.ccci.harness.cli.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The harness as a program: {@code ccci-harness run <recipe>}. */
@Command(
        name = "cc-ci",
        mixinStandardHelpOptions = true,
        description = "Tests recipes of Co-op Cloud on a real swarm.",
        subcommands = {
            RunCommand.class,
            DoctorCommand.class,
            CheckCommand.class,
            EnrollCommand.class,
            JanitorCommand.class
        })
public final class HarnessMain {
    private HarnessMain() {}

    /** Runs a subcommand and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // it draws pictures and has no windows
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new HarnessMain()).execute(arguments));
    }
}
