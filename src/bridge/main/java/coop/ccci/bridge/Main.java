package coop.ccci.bridge;

import coop.ccci.bridge.config.ConfigurationProblems;
import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.ledger.LedgerUnavailable;
import coop.ccci.contract.ExitCode;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cc-ci serve}: the bridge, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Watches pull requests for !testme, runs tests and reports their verdicts.",
            "",
            "Everything is set by environment variables, or in a properties file named by CCCI_CONFIG;",
            "docs/configuration.md explains each. GITEA_URL, GITEA_TOKEN (or GITEA_TOKEN_FILE) and POLL_REPOS have",
            "no default."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped when told so", "2:a setting is wrong or missing", "3:the machine is in the way"})
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Runs the bridge until the process is told to stop. */
    public static void main(String... arguments) {
        var command = new CommandLine(new Main());
        command.setExecutionExceptionHandler((problem, line, parsed) -> ended(problem));
        System.exit(command.execute(arguments));
    }

    @Override
    public void run() {
        var configuration = ConfigurationReader.read(System.getenv());
        try (var bridge = Bridge.open(configuration, Clock.systemUTC())) {
            bridge.runUntilStopped();
        }
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
