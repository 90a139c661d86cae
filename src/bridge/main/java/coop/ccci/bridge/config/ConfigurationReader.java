package coop.ccci.bridge.config;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.ledger.Repository;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Whoever has a delivery can try secrets on it without asking anybody; this many characters are not guessed. */
    private static final int MIN_WEBHOOK_SECRET = 16;

    private final Map<String, String> environment;
    private final SettingReader values;

    private ConfigurationReader(Map<String, String> environment) {
        this.environment = environment;
        var settings = Settings.of(environment);
        settings.warnings().forEach(LOG::warn);
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
        var configuration = reader.configuration();
        reader.values.throwIfInvalid();
        return configuration;
    }

    private Configuration configuration() {
        var home = values.path(Settings.Key.CCCI_HOME, Path.of(""));
        var forge = new Configuration.Forge(
                values.httpUrl(Settings.Key.GITEA_URL, null),
                values.secret(
                        Settings.Key.GITEA_TOKEN,
                        Settings.Key.GITEA_TOKEN_FILE,
                        "an access token of the bot's account"),
                values.number(Settings.Key.GITEA_REQUESTS_PER_MINUTE, 1, MAX_REQUESTS));
        var http = new Configuration.Http(
                values.required(Settings.Key.CCCI_HTTP_HOST, "an address of this machine, for example 127.0.0.1"),
                values.number(Settings.Key.CCCI_HTTP_PORT, 1, MAX_PORT),
                values.number(Settings.Key.CCCI_HOOKS_PER_SECOND, 1, MAX_REQUESTS));
        return new Configuration(
                forge,
                webhookSecrets(),
                repositories(),
                values.duration(Settings.Key.POLL_INTERVAL, MIN_POLL, MAX_POLL),
                access(),
                new EngineReader(values, environment).read(home),
                LedgerSettings.place(values),
                LedgerSettings.retention(values),
                http,
                values.number(Settings.Key.CCCI_MANAGEMENT_PORT, 1, MAX_PORT),
                values.httpUrl(Settings.Key.CCCI_PUBLIC_URL, URI.create("http://" + http.host() + ":" + http.port())),
                values.duration(Settings.Key.CCCI_EDIT_INTERVAL, MIN_EDIT, MAX_POLL),
                recipeTests(home),
                requests(),
                values.camel());
    }

    private Configuration.Requests requests() {
        return new Configuration.Requests(
                values.duration(Settings.Key.CCCI_REQUEST_TIMEOUT, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                values.number(Settings.Key.CCCI_REQUEST_RETRIES, 0, MAX_RETRIES),
                values.number(Settings.Key.CCCI_BREAKER_PERCENT, 1, 100),
                values.duration(Settings.Key.CCCI_BREAKER_PAUSE, Duration.ofSeconds(1), MAX_POLL));
    }

    private List<Secret> webhookSecrets() {
        var present =
                webhookSecret(Settings.Key.WEBHOOK_SECRET, Settings.Key.WEBHOOK_SECRET_FILE, "the webhook's secret");
        var previous = webhookSecret(
                Settings.Key.WEBHOOK_SECRET_PREVIOUS,
                Settings.Key.WEBHOOK_SECRET_PREVIOUS_FILE,
                "the secret that the webhook had before");
        if (present.isEmpty() && previous.isPresent()) {
            values.reject(
                    Settings.Key.WEBHOOK_SECRET,
                    "",
                    "WEBHOOK_SECRET_PREVIOUS is set without it; give the webhook's present secret here");
        }
        return Stream.concat(present.stream(), previous.stream()).toList();
    }

    private Optional<Secret> webhookSecret(Settings.Key key, Settings.Key fileKey, String what) {
        if (!values.isWritten(key) && !values.isWritten(fileKey)) {
            return Optional.empty();
        }
        var secret = Optional.ofNullable(values.secret(key, fileKey, what));
        var named = values.isWritten(fileKey) ? fileKey : key;
        secret.map(Secret::value).ifPresent(value -> {
            if (value.chars().anyMatch(Character::isWhitespace)) {
                values.reject(
                        named,
                        "",
                        "a webhook's secret has no blanks; the one before belongs into WEBHOOK_SECRET_PREVIOUS");
            } else if (value.length() < MIN_WEBHOOK_SECRET) {
                values.reject(
                        named,
                        "",
                        "give at least " + MIN_WEBHOOK_SECRET + " characters, for example of: openssl rand -hex 32");
            }
        });
        return secret;
    }

    private Set<Repository> repositories() {
        var found = new LinkedHashSet<Repository>();
        for (var name :
                list(values.required(Settings.Key.POLL_REPOS, "repositories as owner/name, with commas between"))) {
            try {
                found.add(Repository.parse(name));
            } catch (IllegalArgumentException e) {
                values.reject(Settings.Key.POLL_REPOS, name, e.getMessage());
            }
        }
        return found;
    }

    private Configuration.Access access() {
        return new Configuration.Access(
                logins(Settings.Key.ALLOWLIST),
                logins(Settings.Key.BOTS),
                values.number(Settings.Key.CCCI_RUNS_PER_PERSON, 1, MAX_RUNS),
                values.number(Settings.Key.CCCI_RUNS_PER_REPOSITORY, 1, MAX_RUNS),
                values.number(Settings.Key.CCCI_MAX_RUNS, 1, MAX_RUNS),
                values.duration(Settings.Key.CCCI_REVALIDATE_AFTER, Duration.ZERO, MAX_POLL));
    }

    private Set<String> logins(Settings.Key key) {
        return list(values.optional(key)).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Path recipeTests(Path home) {
        var folder = values.path(
                Settings.Key.CCCI_RECIPE_TESTS, home.resolve("recipe-tests").toAbsolutePath());
        if (!Files.isDirectory(folder)) {
            values.reject(
                    values.isWritten(Settings.Key.CCCI_RECIPE_TESTS)
                            ? Settings.Key.CCCI_RECIPE_TESTS
                            : Settings.Key.CCCI_HOME,
                    folder.toString(),
                    "there is no such folder; it holds one folder per enrolled recipe");
        }
        return folder;
    }

    private static List<String> list(String written) {
        return Arrays.stream(written.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
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
}
