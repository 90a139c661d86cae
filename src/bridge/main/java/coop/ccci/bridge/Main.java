package coop.ccci.bridge;

import coop.ccci.bridge.config.ConfigurationProblems;
import coop.ccci.bridge.ledger.LedgerUnavailable;
import coop.ccci.bridge.sendhook.SendHook;
import coop.ccci.contract.ExitCode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The bridge's commands. */
@Command(
        name = "cc-ci",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "The bridge between a forge and the harness.",
        subcommands = {ServeCommand.class, SendHook.class})
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Does what the first argument says, and ends the process. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for those who call it in their own process. */
    static CommandLine commandLine() {
        var command = new CommandLine(new Main());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((problem, line, parsed) -> ended(problem));
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cc-ci: name a command");
    }

    private static int ended(Exception problem) throws Exception {
        if (problem instanceof ConfigurationProblems wrong) {
            tell(wrong.sentences());
            return ExitCode.USAGE.code();
        }
        if (problem instanceof LedgerUnavailable || problem instanceof CannotStart) {
            tell(List.of(problem.getMessage()));
            LOG.debug("why the bridge did not start", problem);
            return ExitCode.ENVIRONMENT.code();
        }
        throw problem;
    }

    private static void tell(List<String> sentences) {
        System.err.println("cc-ci serve cannot start:");
        sentences.forEach(sentence -> System.err.println("  " + sentence));
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"cc-ci " + (version == null ? "(not packaged)" : version)};
        }
    }
}
