package coop.ccci.reconcile;

import coop.ccci.contract.ExitCode;
import coop.ccci.reconcile.config.HostConfigException;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.program.CallException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code cc-ci host}. */
@Command(
        name = "cc-ci host",
        mixinStandardHelpOptions = true,
        description = "Brings this host to what its configuration says, and looks at it.",
        subcommands = {ReconcileCommand.class, HostStatusCommand.class, IdleCommand.class, HostSecretsCommand.class})
public final class ReconcileMain implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs a subcommand and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the command line, with a sentence and an exit code for everything that can go wrong. */
    static CommandLine commandLine() {
        return new CommandLine(new ReconcileMain()).setExecutionExceptionHandler((problem, command, parsed) -> {
            command.getErr().println("cc-ci host: " + problem.getMessage());
            if (problem instanceof HostConfigException || problem instanceof IllegalArgumentException) {
                return ExitCode.USAGE.code();
            }
            if (problem instanceof CallException || problem instanceof UncheckedIOException) {
                return ExitCode.ENVIRONMENT.code();
            }
            if (problem instanceof PartException) {
                return PartOutcome.FAILED.code();
            }
            throw problem;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }
}
