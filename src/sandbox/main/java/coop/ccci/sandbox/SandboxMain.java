package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.sandbox.canary.CanariesCommand;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./cc-ci sandbox}, {@code ./cc-ci demo} and {@code ./cc-ci canaries}. */
@Command(
        name = "./cc-ci",
        mixinStandardHelpOptions = true,
        description = "The sandbox of cc-ci, the demo and the canaries in it.",
        subcommands = {SandboxCommand.class, DemoCommand.class, CanariesCommand.class})
public final class SandboxMain implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command and ends with its exit code. */
    public static void main(String... arguments) {
        var line = new CommandLine(new SandboxMain()).setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof SandboxException) {
                command.getErr().println("cc-ci: " + problem.getMessage());
                return ExitCode.ENVIRONMENT.code();
            }
            throw problem;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }
}
