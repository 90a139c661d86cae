package coop.ccci.harness.dependency;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The apps that the one under test depends on, and how hooks and tests are told of them: by variables of their environment
 * {@code CCCI_DEP_<RECIPE>_DOMAIN}, {@code _URL}, {@code _STACK}, {@code _VERSION}, and one for each credential.
 *
 * @param apps those that were deployed, in order
 * @param failure why one of them could not be; empty where all could
 */
public record ProvidedApps(List<ProvidedApp> apps, Optional<String> failure) {
    /** Nothing is depended on. */
    public static final ProvidedApps NONE = new ProvidedApps(List.of(), Optional.empty());

    private static final String LIST = "CCCI_DEPENDENCIES";
    private static final String FAILED = "CCCI_DEPENDENCIES_FAILED";
    private static final String PREFIX = "CCCI_DEP_";
    private static final String CREDENTIALS = "CREDENTIALS";

    /** Copies what could change. */
    public ProvidedApps {
        apps = List.copyOf(apps);
    }

    /** Returns these and one more. */
    public ProvidedApps and(ProvidedApp other) {
        var more = new ArrayList<>(apps);
        more.add(other);
        return new ProvidedApps(more, failure);
    }

    /** Returns these, and that one could not be deployed. */
    public ProvidedApps failed(String reason) {
        return new ProvidedApps(apps, Optional.of(reason));
    }

    /**
     * Returns the variables that tell of them; some values are secret.
     *
     * @throws RunException of usage when two of them would have one name
     */
    public Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        if (!apps.isEmpty()) {
            put(
                    variables,
                    LIST,
                    String.join(
                            " ", apps.stream().map(app -> app.recipe().value()).toList()));
        }
        failure.ifPresent(reason -> put(variables, FAILED, reason.replace('\u0000', ' ')));
        for (var app : apps) {
            var prefix = prefix(app.recipe().value());
            put(variables, prefix + "DOMAIN", app.domain());
            put(variables, prefix + "URL", "https://" + app.domain());
            put(variables, prefix + "STACK", app.stack());
            put(variables, prefix + "VERSION", app.version());
            put(
                    variables,
                    prefix + CREDENTIALS,
                    String.join(" ", app.credentials().keySet()));
            app.credentials().forEach((name, value) -> put(variables, prefix + name, value));
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, String value) {
        if (variables.putIfAbsent(name, value) != null) {
            throw RunException.usage("two things that dependencies hand over would both be called " + name
                    + "; call the one that a hooks/provide.sh writes otherwise");
        }
    }

    /** Reads what {@link #variables()} has written. */
    public static ProvidedApps in(Map<String, String> environment) {
        var apps = new ArrayList<ProvidedApp>();
        for (var name : words(environment.getOrDefault(LIST, ""))) {
            var prefix = prefix(name);
            var credentials = new LinkedHashMap<String, String>();
            words(environment.getOrDefault(prefix + CREDENTIALS, ""))
                    .forEach(one -> credentials.put(one, environment.getOrDefault(prefix + one, "")));
            apps.add(new ProvidedApp(
                    new RecipeName(name),
                    environment.getOrDefault(prefix + "VERSION", ""),
                    environment.getOrDefault(prefix + "DOMAIN", ""),
                    environment.getOrDefault(prefix + "STACK", ""),
                    credentials));
        }
        return new ProvidedApps(apps, Optional.ofNullable(environment.get(FAILED)));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" "));
    }

    /** {@code backup-bot} is {@code CCCI_DEP_BACKUP_BOT_}. */
    private static String prefix(String recipe) {
        return PREFIX + recipe.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    }
}
