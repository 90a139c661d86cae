package coop.ccci.bridge;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import coop.ccci.bridge.config.HostConfiguration;
import coop.ccci.bridge.config.Settings;
import coop.ccci.bridge.host.HostRole;
import coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException;
import coop.ccci.bridge.ledger.LedgerArchive;
import coop.ccci.bridge.ledger.LedgerWaiter;
import coop.ccci.bridge.operator.AdminCommand;
import coop.ccci.bridge.operator.BridgeStatusCommand;
import coop.ccci.bridge.operator.HawtioCommand;
import coop.ccci.bridge.webhook.SendHookCommand;
import coop.ccci.contract.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The bridge's commands. */
@Command(
        name = "cc-ci",
        mixinStandardHelpOptions = true,
        versionProvider = BridgeMain.Version.class,
        description = "The bridge between a forge and the harness.",
        subcommands = {
            BridgeMain.Serve.class,
            SendHookCommand.class,
            BridgeStatusCommand.class,
            AdminCommand.class,
            HawtioCommand.class,
            LedgerCommand.class,
            RehearseCommand.class
        })
public final class BridgeMain implements Runnable {
    /** What logging reads when the first of its classes is loaded, so none is before {@link #main} has set it. */
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    @Spec
    private CommandSpec spec;

    private BridgeMain() {}

    /** Does what the first argument says, and ends the process. */
    public static void main(String... arguments) {
        if (Settings.isLogJson(System.getenv())) {
            System.setProperty(LOG_CONFIGURATION, "logback-json.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the command line, for those who call it in their own process. */
    static CommandLine commandLine() {
        var command = new CommandLine(new BridgeMain());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(
                (problem, line, parsed) -> exitCodeOf(line.getCommandSpec().qualifiedName(), problem));
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cc-ci: name a command");
    }

    private static int exitCodeOf(String name, Exception problem) throws Exception {
        if (problem instanceof ConfigurationException invalid) {
            printErrors(name, invalid.sentences());
            return ExitCode.USAGE.code();
        }
        if (problem instanceof LedgerArchive.ArchiveException) {
            printErrors(name, List.of(problem.getMessage()));
            return ExitCode.USAGE.code();
        }
        if (problem instanceof LedgerUnavailableException || problem instanceof Bridge.StartupException) {
            printErrors(name, List.of(problem.getMessage()));
            LoggerFactory.getLogger(BridgeMain.class).debug("why the bridge did not start", problem);
            return ExitCode.ENVIRONMENT.code();
        }
        if (problem instanceof IOException) {
            printErrors(name, List.of("a file cannot be read or written: " + problem));
            return ExitCode.ENVIRONMENT.code();
        }
        throw problem;
    }

    private static void printErrors(String name, List<String> sentences) {
        System.err.println(name.equals("cc-ci serve") ? "cc-ci serve cannot start:" : name + ":");
        sentences.forEach(sentence -> System.err.println("  " + sentence));
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = BridgeMain.class.getPackage().getImplementationVersion();
            return new String[] {"cc-ci " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** {@code cc-ci serve}: the bridge, until it is told to stop. */
    @Command(
            name = "serve",
            mixinStandardHelpOptions = true,
            versionProvider = BridgeMain.Version.class,
            description = {
                "Watches pull requests for !testme, runs tests and reports their verdicts.",
                "",
                "Everything is set by environment variables, or in a properties file named by CCCI_CONFIG;",
                "docs/configuration.md explains each. GITEA_URL, GITEA_TOKEN (or GITEA_TOKEN_FILE) and POLL_REPOS have",
                "no default."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:stopped when told so", "2:a setting is wrong or missing", "3:the machine is in the way"})
    static final class Serve implements Runnable {
        @Option(
                names = "--role",
                split = ",",
                paramLabel = "<role>",
                description =
                        "bridge,dashboard or host: what this process does; all of it when left out, the host's part"
                                + " where there is a Docker")
        private Set<Role> roles;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            var chosen = roles == null ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
            if (chosen.equals(EnumSet.of(Role.HOST))) {
                serveHost();
            } else if (chosen.equals(EnumSet.of(Role.DASHBOARD))) {
                serveDashboard();
            } else if (chosen.isEmpty()) {
                serveBridge(Bridge.Scope.WITH_PAGES, hasDocker());
            } else if (chosen.contains(Role.BRIDGE)) {
                serveBridge(
                        chosen.contains(Role.DASHBOARD) ? Bridge.Scope.WITH_PAGES : Bridge.Scope.WITHOUT_PAGES,
                        chosen.contains(Role.HOST));
            } else {
                throw new ParameterException(
                        spec.commandLine(),
                        "--role dashboard,host is no process of its own: give one of the two, or bridge with them");
            }
        }

        private static void serveDashboard() {
            var configuration = ConfigurationReader.readDashboard(System.getenv());
            LedgerWaiter.connecting().awaitReach(configuration.ledger());
            try (var dashboard = DashboardRole.open(configuration, Clock.systemUTC())) {
                dashboard.runUntilStopped();
            }
        }

        private static void serveBridge(Bridge.Scope scope, boolean isHost) {
            var environment = System.getenv();
            var configuration = ConfigurationReader.read(environment);
            LedgerWaiter.connecting().awaitReach(configuration.ledger());
            var host = isHost
                    ? HostRole.open(HostConfiguration.read(environment), false, Clock.systemUTC())
                    : Optional.<HostRole>empty();
            try (var bridge = Bridge.open(configuration, Clock.systemUTC(), scope)) {
                bridge.runUntilStopped(() -> host.ifPresent(HostRole::start));
            } finally {
                host.ifPresent(HostRole::close);
            }
        }

        private static void serveHost() {
            var host = HostRole.open(HostConfiguration.read(System.getenv()), true, Clock.systemUTC())
                    .orElseThrow(() -> new Bridge.StartupException(
                            "another process has the host role for this CCCI_RUNS_DIR: stop that one first", null));
            try (host) {
                host.runUntilStopped();
            } catch (Exception e) {
                throw new Bridge.StartupException("the host role cannot start: " + e.getMessage(), e);
            }
        }

        private static boolean hasDocker() {
            var docker = HostConfiguration.read(System.getenv()).docker();
            return !"unix".equals(docker.getScheme()) || Files.exists(Path.of(docker.getPath()));
        }
    }

    /** What a process does. */
    enum Role {
        /** Comments in, runs out, reports back. */
        BRIDGE,

        /** The pages. */
        DASHBOARD,

        /** What must be where Docker is. */
        HOST
    }
}
