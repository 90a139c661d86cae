package coop.ccci.bridge.config;

import coop.ccci.bridge.config.Configuration.RunAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the settings of the engine, and what runs inherit. */
final class EngineReader {
    /**
     * What a run inherits of the bridge's environment: what finds the programs, the swarm and the zone. Nothing here
     * is a secret, and nothing else is passed on.
     */
    private static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "LANG",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "ABRA_DIR",
            "DOCKER_CONFIG",
            "DOCKER_HOST",
            "CCCI_ABRA_SERVER",
            "CCCI_CA_FILE",
            "CCCI_INGRESS",
            "CCCI_KEEP_RUNS",
            "CCCI_LOCK_DIR",
            "CCCI_OVERLAP_APPS",
            "CCCI_OWN_TESTS",
            "CCCI_RECIPE_SOURCE",
            "CCCI_REGISTRIES",
            "CCCI_RUNS_SIZE",
            "CCCI_SCREENSHOT",
            "CCCI_SECRETS_DIR",
            "CCCI_SERVICE_CPUS",
            "CCCI_SERVICE_MEMORY",
            "CCCI_SERVICE_PIDS",
            "CCCI_STATE_DIR",
            "CCCI_ZONE");

    private static final Set<String> OF_THE_BRIDGES_ACCOUNT =
            Set.of("CCCI_SECRETS_DIR", "DOCKER_CONFIG", "HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME");
    private static final Set<String> ENGINES = Set.of("local", "drone");
    private static final Pattern CI_REPO =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");
    private static final Duration MIN_DEADLINE = Duration.ofSeconds(1);
    private static final Duration MAX_DEADLINE = Duration.ofDays(1);
    private static final int MAX_CAPACITY = 1000;
    private static final int MAX_REQUESTS = 100_000;

    private final SettingReader values;
    private final Map<String, String> environment;

    EngineReader(SettingReader values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    Configuration.Engine read(Path home) {
        var name = values.required(Settings.Key.CCCI_ENGINE, "local or drone");
        if (!name.isEmpty() && !ENGINES.contains(name)) {
            values.reject(Settings.Key.CCCI_ENGINE, name, "give local or drone");
        }
        var runs = values.path(Settings.Key.CCCI_RUNS_DIR, null);
        var account = account(name);
        if (account.isEmpty()) {
            values.requireWritable(Settings.Key.CCCI_RUNS_DIR, runs);
        }
        var command = values.path(
                Settings.Key.CCCI_ENGINE_COMMAND, home.resolve("cc-ci").toAbsolutePath());
        if (name.equals("local") && command != null && !Files.isExecutable(command)) {
            values.reject(
                    values.isWritten(Settings.Key.CCCI_ENGINE_COMMAND)
                            ? Settings.Key.CCCI_ENGINE_COMMAND
                            : Settings.Key.CCCI_HOME,
                    command.toString(),
                    "there is no program at this path; CCCI_HOME is the folder with cc-ci in it");
        }
        return new Configuration.Engine(
                name,
                command,
                runs,
                values.number(Settings.Key.CCCI_CAPACITY, 1, MAX_CAPACITY),
                values.duration(Settings.Key.CCCI_DEADLINE, MIN_DEADLINE, MAX_DEADLINE),
                inherited(home, account),
                account,
                name.equals("drone") ? Optional.of(drone()) : Optional.empty());
    }

    /** What runs write is theirs; the bridge only reads it. */
    private Optional<RunAccount> account(String engine) {
        var name = values.optional(Settings.Key.CCCI_ENGINE_USER);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var account = RunAccount.find(RunAccount.ACCOUNTS, name);
        if (engine.equals("drone")) {
            values.reject(Settings.Key.CCCI_ENGINE_USER, name, "runs have the account of Drone's runner: leave it out");
        } else if (account.isEmpty()) {
            values.reject(
                    Settings.Key.CCCI_ENGINE_USER,
                    name,
                    "there is no such account in " + RunAccount.ACCOUNTS
                            + "; give the name of one that may use Docker");
        }
        return account;
    }

    private Configuration.Drone drone() {
        var repository = values.required(Settings.Key.CI_REPO, "the repository with .drone.yml, as owner/name");
        if (!repository.isEmpty() && !CI_REPO.matcher(repository).matches()) {
            values.reject(Settings.Key.CI_REPO, repository, "a repository is written owner/name, as Drone shows it");
        }
        return new Configuration.Drone(
                values.httpUrl(Settings.Key.DRONE_URL, null),
                values.secret(
                        Settings.Key.DRONE_TOKEN,
                        Settings.Key.DRONE_TOKEN_FILE,
                        "an API token of an account that may start builds"),
                repository,
                values.number(Settings.Key.DRONE_REQUESTS_PER_MINUTE, 1, MAX_REQUESTS));
    }

    Map<String, String> inherited(Path home, Optional<RunAccount> account) {
        var inherited = new LinkedHashMap<String, String>();
        for (var name : INHERITED) {
            var value = environment.get(name);
            if (value != null) {
                inherited.put(name, value);
            }
        }
        account.ifPresent(other -> {
            inherited.keySet().removeAll(OF_THE_BRIDGES_ACCOUNT);
            inherited.put("HOME", other.home().toString());
        });
        // What a recipe depends on is cloned from here, and never from where a pull request comes from.
        var forge = values.optional(Settings.Key.GITEA_URL);
        if (!forge.isEmpty()) {
            inherited.put(Settings.Key.GITEA_URL.name(), forge);
        }
        inherited.put(Settings.Key.CCCI_HOME.name(), home.toAbsolutePath().toString());
        inherited.put(
                Settings.Key.CCCI_RECIPE_TESTS.name(),
                values.recipeFolders(home).written());
        return inherited;
    }
}
