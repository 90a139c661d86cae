package coop.ccci.bridge.config;

import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Settings as written, by the name of their environment variable. A variable of the environment wins over the
 * operator's file, and the file over the defaults in {@code application.properties}.
 */
public final class Settings {
    private static final String DEFAULTS = "/application.properties";
    private static final String CAMEL = "camel.";

    /** Former names of settings, which still work. */
    private static final Map<String, Key> DEPRECATED = Map.of("CCCI_RUNS_AT_ALL", Key.CCCI_MAX_RUNS);

    private final Map<String, String> values;
    private final List<String> unknown;
    private final List<String> warnings;
    private final Map<String, String> camel = new TreeMap<>();

    private Settings(Map<String, String> values, List<String> unknown, List<String> warnings) {
        this.values = values;
        this.unknown = unknown;
        this.warnings = warnings;
    }

    /**
     * Reads all places.
     *
     * @param environment the process's environment; {@code CCCI_CONFIG} in it names the operator's file
     * @throws ConfigurationException when the file cannot be read
     */
    public static Settings of(Map<String, String> environment) {
        var warnings = new LinkedHashSet<String>();
        var values = recognised(defaults()::getProperty, warnings);
        List<String> unknown = List.of();
        var camel = new TreeMap<String, String>();
        var file = environment.getOrDefault(Key.CCCI_CONFIG.name(), "");
        if (!file.isBlank()) {
            var written = fromFile(Path.of(file));
            values.putAll(recognised(written::getProperty, warnings));
            written.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(CAMEL))
                    .forEach(name -> camel.put(name, written.getProperty(name)));
            var forges =
                    ForgeSettings.names(environment.getOrDefault(Key.FORGES.name(), values.get(Key.FORGES.name())));
            unknown = written.stringPropertyNames().stream()
                    .filter(name -> !isKnown(name, forges) && !camel.containsKey(name))
                    .sorted()
                    .toList();
            values.putAll(ForgeSettings.of(forges, written::getProperty));
        }
        values.putAll(recognised(environment::get, warnings));
        values.putAll(ForgeSettings.of(ForgeSettings.names(values.get(Key.FORGES.name())), environment::get));
        var settings = new Settings(values, unknown, List.copyOf(warnings));
        settings.camel.putAll(camel);
        return settings;
    }

    /** Returns whether the log is to be JSON, as far as can be told before anything may be logged. */
    public static boolean isLogJson(Map<String, String> environment) {
        try {
            return of(environment)
                    .find(Key.CCCI_LOG_FORMAT)
                    .filter("json"::equals)
                    .isPresent();
        } catch (ConfigurationException e) {
            return false; // Whoever reads the whole configuration says what is wrong with it.
        }
    }

    /** Returns the value of a key; empty when it is not set anywhere. A value of white space only is a value. */
    Optional<String> find(Key key) {
        return Optional.ofNullable(values.get(key.name()));
    }

    /** Returns Camel's own settings in the operator's file. */
    Map<String, String> camel() {
        return Map.copyOf(camel);
    }

    /** Names in the operator's file that mean nothing. */
    List<String> unknown() {
        return unknown;
    }

    /** Returns one sentence for each former name of a setting that is in use. */
    List<String> warnings() {
        return warnings;
    }

    private static boolean isKnown(String name, List<String> forges) {
        return DEPRECATED.containsKey(name)
                || Arrays.stream(Key.values()).anyMatch(key -> key.name().equals(name))
                || ForgeSettings.isKnown(name, forges);
    }

    /** Returns the names of the further forges, of which any may be one that no forge can have. */
    List<String> forges() {
        return ForgeSettings.names(values.get(Key.FORGES.name()));
    }

    /**
     * Returns the settings as one forge has them: what each forge has is its own, and where it is not set, what it is by default.
     *
     * @param forge its name, empty for the first
     */
    Settings of(String forge) {
        if (forge.isEmpty()) {
            return this;
        }
        var standard = recognised(defaults()::getProperty, new LinkedHashSet<>());
        return new Settings(ForgeSettings.as(forge, values, standard), List.of(), List.of());
    }

    /** Returns the settings of one place. Where a setting has both its names there, the present one counts. */
    private static Map<String, String> recognised(UnaryOperator<String> place, Set<String> warnings) {
        var known = new LinkedHashMap<String, String>();
        DEPRECATED.forEach((former, key) -> {
            var value = place.apply(former);
            if (value != null) {
                warnings.add(former + " is deprecated: call it " + key + ", which wins where both are set");
                known.put(key.name(), value);
            }
        });
        for (var key : Key.values()) {
            var value = place.apply(key.name());
            if (value != null) {
                known.put(key.name(), value);
            }
        }
        return known;
    }

    private static Properties defaults() {
        try (var stream = Settings.class.getResourceAsStream(DEFAULTS)) {
            var properties = new Properties();
            properties.load(stream);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties fromFile(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of("CCCI_CONFIG: " + file + " cannot be read as a properties file: " + e.getMessage()));
        }
    }

    /** The settings, each by the name of its environment variable; {@code application.properties} explains them. */
    public enum Key {
        CCCI_CONFIG,
        FORGES,
        GITEA_URL,
        GITEA_TOKEN,
        GITEA_TOKEN_FILE,
        GITEA_REQUESTS_PER_MINUTE,
        CCCI_REQUEST_TIMEOUT,
        CCCI_REQUEST_RETRIES,
        CCCI_BREAKER_PERCENT,
        CCCI_BREAKER_PAUSE,
        POLL_REPOS,
        POLL_REPOS_FILE,
        POLL_INTERVAL,
        SWEEP,
        SWEEP_SPREAD,
        CCCI_TEST_MERGES,
        CCCI_TEST_VERSIONS,
        CCCI_LEVEL_ISSUES,
        CCCI_LEVEL_WEBHOOK,
        CCCI_LEVEL_WEBHOOK_SECRET,
        CCCI_LEVEL_WEBHOOK_SECRET_FILE,
        ALLOWLIST,
        BOTS,
        CCCI_RUNS_PER_PERSON,
        CCCI_RUNS_PER_REPOSITORY,
        CCCI_MAX_RUNS,
        CCCI_COMMENTS_PER_PERSON,
        CCCI_REVALIDATE_AFTER,
        WEBHOOK_SECRET,
        WEBHOOK_SECRET_FILE,
        WEBHOOK_SECRET_PREVIOUS,
        WEBHOOK_SECRET_PREVIOUS_FILE,
        CCCI_HOOKS_PER_SECOND,
        CCCI_HOME,
        CCCI_RECIPE_TESTS,
        CCCI_ENGINE,
        CCCI_ENGINE_COMMAND,
        CCCI_ENGINE_USER,
        DRONE_URL,
        DRONE_TOKEN,
        DRONE_TOKEN_FILE,
        CI_REPO,
        DRONE_REQUESTS_PER_MINUTE,
        CCCI_RUNS_DIR,
        CCCI_CAPACITY,
        CCCI_DEADLINE,
        CCCI_SWEEP_INTERVAL,
        CCCI_LEDGER_URL,
        CCCI_LEDGER_USER,
        CCCI_LEDGER_PASSWORD,
        CCCI_LEDGER_PASSWORD_FILE,
        CCCI_LEDGER_KEEP,
        CCCI_LEDGER_RUNS,
        CCCI_PUBLIC_URL,
        CCCI_EDIT_INTERVAL,
        CCCI_HTTP_HOST,
        CCCI_HTTP_PORT,
        CCCI_MANAGEMENT_PORT,
        CCCI_ADMIN_TOKEN,
        CCCI_ADMIN_TOKEN_FILE,
        CCCI_LOG_FORMAT
    }
}
