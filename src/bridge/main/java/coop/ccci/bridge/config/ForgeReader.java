package coop.ccci.bridge.config;

import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import coop.ccci.bridge.ledger.Repository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the forges: the one whose settings have no name, and those that {@code FORGES} names. */
final class ForgeReader {
    private static final int MAX_FORGES = 10;
    private static final int MAX_REQUESTS = 100_000;
    private static final Pattern COMMENT = Pattern.compile("#.*");

    private final SettingReader values;
    private final Map<String, String> environment;

    /**
     * Reads settings.
     *
     * @param environment where they are read again
     */
    ForgeReader(SettingReader values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /** Returns all of them, the first one first. */
    List<Configuration.Forge> read(List<String> names) {
        var forges = new ArrayList<Configuration.Forge>();
        forges.add(forge(""));
        var seen = new LinkedHashSet<String>();
        for (var name : names) {
            if (!ForgeSettings.isName(name)) {
                values.reject(
                        Settings.Key.FORGES,
                        name,
                        "a forge is called by up to 20 letters and digits, the first a letter, and neither file nor previous");
            } else if (seen.add(name)) {
                forges.add(forge(name));
            } else {
                values.reject(Settings.Key.FORGES, name, "this name is there twice");
            }
        }
        if (names.size() > MAX_FORGES) {
            values.reject(Settings.Key.FORGES, "", "give at most " + MAX_FORGES + " names");
        }
        requireDifferentAddresses(forges);
        return forges;
    }

    private void requireDifferentAddresses(List<Configuration.Forge> forges) {
        var seen = new LinkedHashSet<String>();
        for (var forge : forges) {
            var address = forge.url().toString().toLowerCase(Locale.ROOT);
            if (!seen.add(address)) {
                values.of(forge.name())
                        .reject(Settings.Key.GITEA_URL, address, "another forge has this address: each has its own");
            }
        }
    }

    private Configuration.Forge forge(String name) {
        var own = values.of(name);
        return new Configuration.Forge(
                name,
                own.httpUrl(Settings.Key.GITEA_URL, null),
                own.secret(
                        Settings.Key.GITEA_TOKEN,
                        Settings.Key.GITEA_TOKEN_FILE,
                        "an access token of the bot's account"),
                own.number(Settings.Key.GITEA_REQUESTS_PER_MINUTE, 1, MAX_REQUESTS),
                new RepositoryList(repositories(own, name), () -> readRepositories(name)),
                new SharedSecrets(own).webhook(),
                logins(own, Settings.Key.ALLOWLIST),
                logins(own, Settings.Key.BOTS));
    }

    /**
     * Reads the repositories of a forge alone, as they are set now.
     *
     * @throws ConfigurationException with one sentence for each thing that is wrong with them, or with the names in the file
     */
    private Set<Repository> readRepositories(String forge) {
        var now = new SettingReader(Settings.of(environment));
        var repositories = repositories(now.of(forge), forge);
        now.throwIfInvalid();
        return repositories;
    }

    private static Set<Repository> repositories(SettingReader values, String forge) {
        var isFile = values.isWritten(Settings.Key.POLL_REPOS_FILE);
        var key = isFile ? Settings.Key.POLL_REPOS_FILE : Settings.Key.POLL_REPOS;
        if (isFile && values.isWritten(Settings.Key.POLL_REPOS)) {
            values.reject(key, "", values.name(Settings.Key.POLL_REPOS) + " is set, too: give one of them");
        }
        var written = isFile
                ? COMMENT.matcher(values.content(key)).replaceAll("").replaceAll("\\R", ",")
                : values.required(
                        key,
                        "repositories as owner/name, with commas between, or a file in "
                                + values.name(Settings.Key.POLL_REPOS_FILE));
        var found = new LinkedHashSet<Repository>();
        for (var name : list(written)) {
            try {
                found.add(Repository.parse(Configuration.Forge.key(forge), name));
            } catch (IllegalArgumentException e) {
                values.reject(key, name, e.getMessage());
            }
        }
        if (isFile && list(written).isEmpty()) {
            values.reject(key, "", "there is no repository in that file: give one owner/name a line");
        }
        return found;
    }

    private static Set<String> logins(SettingReader values, Settings.Key key) {
        return list(values.optional(key)).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> list(String written) {
        return Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
