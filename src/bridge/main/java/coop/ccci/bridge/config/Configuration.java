package coop.ccci.bridge.config;

import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Retention;
import coop.ccci.contract.RecipeFolders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the operator set, proven: whoever holds this need not check again.
 *
 * @param forges the forges and the bot's access to them, the one whose settings have no name first
 * @param pollInterval between two looks for new comments
 * @param access who may ask, and for how much
 * @param engine how runs are executed
 * @param ledger the database
 * @param retention what of it is kept
 * @param http where pages, badges and the hook are served
 * @param management where health, metrics and the admin calls are served
 * @param publicUrl the address at which people reach the pages, without a slash at its end
 * @param editInterval how long a comment stays as it is, at least
 * @param recipes what asks for tests of recipes themselves, and who is told of them
 * @param recipeTests where the folders of enrolled recipes are
 * @param requests how requests to forge and engine go
 * @param camel settings of Camel that the operator wrote, by their names
 * @param logFormat how the log is written
 */
public record Configuration(
        List<Forge> forges,
        Duration pollInterval,
        Access access,
        Engine engine,
        LedgerUrl ledger,
        Retention.Limits retention,
        Http http,
        Management management,
        URI publicUrl,
        Duration editInterval,
        Recipes recipes,
        RecipeFolders recipeTests,
        Requests requests,
        Map<String, String> camel,
        LogFormat logFormat) {

    /** Copies the list. */
    public Configuration {
        forges = List.copyOf(forges);
    }

    /** Returns the first forge. */
    public Forge forge() {
        return forges.get(0);
    }

    /** Returns the repositories of all forges that are watched now. */
    public Set<Repository> repositories() {
        return forges.stream()
                .flatMap(forge -> forge.repositories().get().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * A forge.
     *
     * @param name what its settings end with, in lower case; empty for the first
     * @param url its address, without a slash at its end
     * @param token the bot's access token
     * @param requestsPerMinute how many requests the bridge may send
     * @param repositories the repositories that are polled, which are read again now and then
     * @param webhookSecrets secrets of which any may have signed a delivery; empty when there is no webhook
     * @param allowlist login names, in lower case, of people who may ask without being in the organisation
     * @param bots login names, in lower case, of programs, which are never answered
     */
    public record Forge(
            String name,
            URI url,
            Secret token,
            int requestsPerMinute,
            RepositoryList repositories,
            List<Secret> webhookSecrets,
            Set<String> allowlist,
            Set<String> bots) {
        /** Returns what the forge is called in the ledger, in routes, in health and in the log: {@code gitea}, or {@code gitea-name}. */
        public String key() {
            return key(name);
        }

        /** Returns the key of the forge whose settings have that name. */
        static String key(String name) {
            return name.isEmpty() ? Repository.FIRST_FORGE : Repository.FIRST_FORGE + "-" + name;
        }

        /** Returns what it is called in sentences. */
        public String title() {
            return name.isEmpty() ? "Gitea" : "Gitea " + name;
        }

        /** Returns where its webhook delivers. */
        public String hookPath() {
            return name.isEmpty() ? "/hook" : "/hook/" + name;
        }

        /** Returns what a setting of this forge is called. */
        public String setting(Settings.Key key) {
            return ForgeSettings.nameOf(key, name);
        }
    }

    /**
     * Who may ask, and for how much.
     *
     * @param runsPerPerson how many runs of one person may wait or run at once
     * @param runsPerRepository how many runs of one repository
     * @param maxRuns how many runs together
     * @param commentsPerPerson how many commands of one person are looked at within an hour
     * @param revalidateAfter how long a run may wait before it is checked again that it may begin
     */
    public record Access(
            int runsPerPerson, int runsPerRepository, int maxRuns, int commentsPerPerson, Duration revalidateAfter) {}

    /**
     * What asks for tests of recipes themselves, and who is told of them.
     *
     * @param sweep when all recipes are tested; empty for never
     * @param testsMerges whether a new commit on a recipe's default branch is tested
     * @param testsVersions whether a new version of a recipe is tested
     * @param level who is told when a recipe's level changes
     */
    public record Recipes(Optional<SweepSchedule> sweep, boolean testsMerges, boolean testsVersions, LevelNews level) {}

    /**
     * Who is told when a recipe's level changes.
     *
     * @param opensIssues whether there is an issue on its repository
     * @param webhook where a message is sent; empty for nowhere
     * @param secret what signs it; empty when it is not signed
     */
    public record LevelNews(boolean opensIssues, Optional<URI> webhook, Optional<Secret> secret) {}

    /**
     * How runs are executed.
     *
     * @param name {@code local} or {@code drone}
     * @param command the program that starts a harness when called with {@code run --detach}
     * @param runs the folder of run directories
     * @param capacity how many runs at once
     * @param deadline how long a run may take
     * @param environment what a run's environment is made of, besides the run's own values: never a secret of the
     *     bridge
     * @param account the account that runs of the local engine have; empty where it is the bridge's own
     * @param drone where runs are built; present when that is the engine
     */
    public record Engine(
            String name,
            Path command,
            Path runs,
            int capacity,
            Duration deadline,
            Map<String, String> environment,
            Optional<RunAccount> account,
            Optional<Drone> drone) {}

    /**
     * A Drone server.
     *
     * @param url its address, without a slash at its end
     * @param token an API token of an account that may start builds
     * @param repository whose {@code .drone.yml} has the pipeline of runs, as {@code owner/name}
     * @param requestsPerMinute how many requests the bridge may send
     */
    public record Drone(URI url, Secret token, String repository, int requestsPerMinute) {}

    /**
     * How requests to forge and engine go.
     *
     * @param timeout how long an answer may take
     * @param retries how often a question that got no answer is asked again at once
     * @param breakerPercent how many of a hundred calls may fail before the other system is left alone
     * @param breakerPause for how long
     */
    public record Requests(Duration timeout, int retries, int breakerPercent, Duration breakerPause) {}

    /**
     * Where the public server listens.
     *
     * @param host an address of this machine
     * @param port 1 to 65535
     * @param hooksPerSecond how many signed deliveries are taken in a second
     */
    public record Http(String host, int port, int hooksPerSecond) {}

    /**
     * The management server, on 127.0.0.1 only.
     *
     * @param port 1 to 65535
     * @param token what an operator's requests bring; empty when there are neither admin calls nor Jolokia
     */
    public record Management(int port, Optional<Secret> token) {}

    /** How a line of the log is written. */
    public enum LogFormat {
        /** For people: time, level, logger and message. */
        TEXT,

        /** One JSON object a line, for programs. */
        JSON
    }

    /**
     * A value that must not be shown.
     *
     * @param value the value itself, for the one place that needs it
     */
    public record Secret(String value) {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /**
     * What a dashboard of its own needs, and no more: it has no token and no secret but its account in the ledger.
     *
     * @param forge the address of the forge, to which pull requests and commits are linked, without a slash at its end
     * @param ledger the database, by an account that may only read
     * @param runs the folder of run directories
     * @param http where the pages are served
     * @param management where health and metrics are served
     * @param publicUrl the address at which people reach the pages, without a slash at its end
     */
    public record DashboardConfiguration(
            URI forge,
            LedgerUrl ledger,
            Path runs,
            Configuration.Http http,
            Configuration.Management management,
            URI publicUrl) {}

    /**
     * The account that the local engine's runs have, where that is another one than the bridge's: it may use Docker, and cannot
     * read what the bridge holds.
     *
     * @param name as the system has it
     * @param home its folder, which takes the place of the bridge's in what runs inherit
     */
    public record RunAccount(String name, Path home) {
        /** The system's list of accounts. */
        static final Path ACCOUNTS = Path.of("/etc/passwd");

        private static final Pattern FORM = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

        /**
         * Finds an account.
         *
         * @param accounts a file of the form of {@code /etc/passwd}
         * @return empty when there is none of that name
         */
        static Optional<RunAccount> find(Path accounts, String name) {
            if (!FORM.matcher(name).matches()) {
                return Optional.empty();
            }
            try (var lines = Files.lines(accounts)) {
                return lines.map(line -> line.split(":", -1))
                        .filter(fields -> fields.length > 5 && fields[0].equals(name))
                        .findFirst()
                        .map(fields -> new RunAccount(name, Path.of(fields[5])));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
