package coop.ccci.bridge.config;

import coop.ccci.bridge.config.Configuration.DashboardConfiguration;
import coop.ccci.contract.RecipeFolders;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns settings as written into a {@link Configuration}, or into all sentences about what is wrong with them. */
public final class ConfigurationReader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReader.class);

    private static final Duration MIN_POLL = Duration.ofSeconds(1);
    private static final Duration MIN_EDIT = Duration.ofMillis(100);
    private static final Duration MAX_POLL = Duration.ofMinutes(10);
    private static final int MAX_PORT = 65_535;
    private static final int MAX_REQUESTS = 100_000;
    private static final int MAX_RUNS = 1000;
    private static final int MAX_RETRIES = 5;

    private final Map<String, String> environment;
    private final SettingReader values;
    private final List<String> warnings;
    private final List<String> forges;

    private ConfigurationReader(Map<String, String> environment) {
        this.environment = environment;
        var settings = Settings.of(environment);
        this.warnings = settings.warnings();
        this.forges = settings.forges();
        this.values = new SettingReader(settings);
    }

    /**
     * Reads the configuration.
     *
     * @param environment the process's environment
     * @throws ConfigurationException with one sentence for each value that is missing, wrong or unknown
     */
    public static Configuration read(Map<String, String> environment) {
        var reader = new ConfigurationReader(environment);
        reader.warnings.forEach(LOG::warn);
        var configuration = reader.configuration();
        reader.values.throwIfInvalid();
        return configuration;
    }

    private Configuration configuration() {
        var home = values.path(Settings.Key.CCCI_HOME, Path.of(""));
        var http = http();
        return new Configuration(
                new ForgeReader(values, environment).read(forges),
                values.duration(Settings.Key.POLL_INTERVAL, MIN_POLL, MAX_POLL),
                access(),
                new EngineReader(values, environment).read(home),
                LedgerSettings.place(values),
                LedgerSettings.retention(values),
                http,
                management(),
                publicUrl(http),
                values.duration(Settings.Key.CCCI_EDIT_INTERVAL, MIN_EDIT, MAX_POLL),
                new RecipeReader(values).read(),
                recipeTests(home),
                requests(),
                values.camel(),
                logFormat());
    }

    /**
     * Reads what a dashboard of its own needs.
     *
     * @param environment the process's environment
     * @throws ConfigurationException with one sentence for each value that is missing, wrong or unknown
     */
    public static DashboardConfiguration readDashboard(Map<String, String> environment) {
        var reader = new ConfigurationReader(environment);
        var values = reader.values;
        var http = reader.http();
        var runs = values.path(Settings.Key.CCCI_RUNS_DIR, null);
        if (runs != null && !Files.isDirectory(runs)) {
            values.reject(
                    Settings.Key.CCCI_RUNS_DIR,
                    runs.toString(),
                    "there is no such folder; the bridge's runs are in it");
        }
        var configuration = new DashboardConfiguration(
                values.httpUrl(Settings.Key.GITEA_URL, null),
                LedgerSettings.place(values),
                runs,
                http,
                reader.management(),
                reader.publicUrl(http));
        values.throwIfInvalid();
        return configuration;
    }

    private Configuration.Http http() {
        return new Configuration.Http(
                values.required(Settings.Key.CCCI_HTTP_HOST, "an address of this machine, for example 127.0.0.1"),
                values.number(Settings.Key.CCCI_HTTP_PORT, 1, MAX_PORT),
                values.number(Settings.Key.CCCI_HOOKS_PER_SECOND, 1, MAX_REQUESTS));
    }

    private URI publicUrl(Configuration.Http http) {
        return values.httpUrl(Settings.Key.CCCI_PUBLIC_URL, URI.create("http://" + http.host() + ":" + http.port()));
    }

    private Configuration.Requests requests() {
        return new Configuration.Requests(
                values.duration(Settings.Key.CCCI_REQUEST_TIMEOUT, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                values.number(Settings.Key.CCCI_REQUEST_RETRIES, 0, MAX_RETRIES),
                values.number(Settings.Key.CCCI_BREAKER_PERCENT, 1, 100),
                values.duration(Settings.Key.CCCI_BREAKER_PAUSE, Duration.ofSeconds(1), MAX_POLL));
    }

    /**
     * Reads what a command needs to ask a bridge: where its management server is, and the operator's token.
     *
     * @param environment the process's environment
     * @throws ConfigurationException with one sentence for each of these values that is wrong
     */
    public static Configuration.Management readManagement(Map<String, String> environment) {
        var reader = new ConfigurationReader(environment);
        var management = reader.management();
        reader.values.throwIfInvalid();
        return management;
    }

    private Configuration.Management management() {
        return new Configuration.Management(
                values.number(Settings.Key.CCCI_MANAGEMENT_PORT, 1, MAX_PORT), new SharedSecrets(values).adminToken());
    }

    private Configuration.LogFormat logFormat() {
        var written = values.required(Settings.Key.CCCI_LOG_FORMAT, "text or json");
        for (var format : Configuration.LogFormat.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(written)) {
                return format;
            }
        }
        if (!written.isEmpty()) {
            values.reject(Settings.Key.CCCI_LOG_FORMAT, written, "give text or json");
        }
        return Configuration.LogFormat.TEXT;
    }

    private Configuration.Access access() {
        return new Configuration.Access(
                values.number(Settings.Key.CCCI_RUNS_PER_PERSON, 1, MAX_RUNS),
                values.number(Settings.Key.CCCI_RUNS_PER_REPOSITORY, 1, MAX_RUNS),
                values.number(Settings.Key.CCCI_MAX_RUNS, 1, MAX_RUNS),
                values.number(Settings.Key.CCCI_COMMENTS_PER_PERSON, 1, MAX_REQUESTS),
                values.duration(Settings.Key.CCCI_REVALIDATE_AFTER, Duration.ZERO, MAX_POLL));
    }

    private RecipeFolders recipeTests(Path home) {
        var folders = values.recipeFolders(home);
        for (var folder : folders.places()) {
            if (!Files.isDirectory(folder)) {
                values.reject(
                        values.isWritten(Settings.Key.CCCI_RECIPE_TESTS)
                                ? Settings.Key.CCCI_RECIPE_TESTS
                                : Settings.Key.CCCI_HOME,
                        folder.toString(),
                        "there is no such folder; it holds one folder per enrolled recipe");
            }
        }
        return folders;
    }

    /** The configuration cannot be used; one sentence for each thing to change. */
    public static final class ConfigurationException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final List<String> sentences;

        ConfigurationException(List<String> sentences) {
            super(String.join("\n", sentences));
            this.sentences = List.copyOf(sentences);
        }

        /** Returns the sentences, in the order of the settings. */
        public List<String> sentences() {
            return sentences;
        }
    }

    /** Reads what asks for tests of recipes themselves, and who is told of them. */
    static final class RecipeReader {
        private static final Duration MAX_SPREAD = Duration.ofDays(7);

        private final SettingReader values;

        RecipeReader(SettingReader values) {
            this.values = values;
        }

        Configuration.Recipes read() {
            return new Configuration.Recipes(
                    sweep(),
                    values.isOn(Settings.Key.CCCI_TEST_MERGES),
                    values.isOn(Settings.Key.CCCI_TEST_VERSIONS),
                    new Configuration.LevelNews(
                            values.isOn(Settings.Key.CCCI_LEVEL_ISSUES),
                            webhook(),
                            new SharedSecrets(values).levelWebhook()));
        }

        private Optional<SweepSchedule> sweep() {
            var spread = values.duration(Settings.Key.SWEEP_SPREAD, Duration.ZERO, MAX_SPREAD);
            var written = values.optional(Settings.Key.SWEEP);
            try {
                return written.isEmpty() ? Optional.empty() : Optional.of(SweepSchedule.parse(written, spread));
            } catch (IllegalArgumentException e) {
                values.reject(Settings.Key.SWEEP, written, e.getMessage());
                return Optional.empty();
            }
        }

        /** Such an address often has a secret in its path or query, so it is not shown. */
        private Optional<URI> webhook() {
            var written = values.optional(Settings.Key.CCCI_LEVEL_WEBHOOK);
            try {
                var url = URI.create(written);
                var isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
                if (written.isEmpty()) {
                    return Optional.empty();
                }
                if (isHttp && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                    return Optional.of(url);
                }
            } catch (IllegalArgumentException e) {
                // told below, as for every other address that cannot be used
            }
            values.reject(
                    Settings.Key.CCCI_LEVEL_WEBHOOK,
                    "",
                    "give an http or https address with a host and without account");
            return Optional.empty();
        }
    }
}
