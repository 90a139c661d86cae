package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that an app's objects would get on the swarm, from the compose files that its {@code .env} selects.
 *
 * @param services names of services, without the stack
 * @param images the image of each service, by the service's name; a service without one is absent
 * @param secrets what each secret would be called on the swarm, by its name in the compose file
 * @param configs what each config would be called on the swarm, by its name in the compose file
 */
public record ComposeNames(
        List<String> services, Map<String, String> images, Map<String, String> secrets, Map<String, String> configs) {
    /** Those of no recipe. */
    public static final ComposeNames NONE = new ComposeNames(List.of(), Map.of(), Map.of(), Map.of());

    private static final int MAX_SERVICE_LENGTH = 63;
    private static final int MAX_SECRET_LENGTH = 64;

    /**
     * Reads the names from a recipe's files.
     *
     * @param variables those of the app's {@code .env} file
     * @throws RunException of the recipe as {@link Compose#read} does
     */
    public static ComposeNames read(Path checkout, RunApp app, Map<String, String> variables) {
        return of(Compose.read(checkout, app, variables), app);
    }

    /** Returns the names in compose files whose variables are replaced. */
    public static ComposeNames of(Compose compose, RunApp app) {
        var services = new TreeSet<String>();
        var images = new TreeMap<String, String>();
        var secrets = new TreeMap<String, String>();
        var configs = new TreeMap<String, String>();
        compose.files().values().forEach(file -> {
            Compose.children(file, "services").forEach((service, settings) -> {
                services.add(service);
                if (settings instanceof Map<?, ?> map && map.get("image") != null) {
                    images.put(service, String.valueOf(map.get("image")).strip());
                }
            });
            names(Compose.children(file, "secrets"), app, secrets);
            names(Compose.children(file, "configs"), app, configs);
        });
        return new ComposeNames(List.copyOf(services), images, secrets, configs);
    }

    /**
     * Checks that swarm takes every name.
     *
     * @throws RunException of usage that names the zone and the limit when one is too long
     */
    public void checkBudget(RunApp app, Zone zone) {
        var problems = new ArrayList<String>();
        services.stream()
                .map(app::service)
                .filter(name -> name.length() > MAX_SERVICE_LENGTH)
                .forEach(name -> problems.add(tooLong("service", name, MAX_SERVICE_LENGTH, zone)));
        secrets.values().stream()
                .filter(name -> name.length() > MAX_SECRET_LENGTH)
                .forEach(name -> problems.add(tooLong("secret", name, MAX_SECRET_LENGTH, zone)));
        configs.values().stream()
                .filter(name -> name.length() > MAX_SECRET_LENGTH)
                .forEach(name -> problems.add(tooLong("config", name, MAX_SECRET_LENGTH, zone)));
        if (!problems.isEmpty()) {
            throw RunException.usage(problems.get(0), problems);
        }
    }

    private static String tooLong(String kind, String name, int most, Zone zone) {
        return "the " + kind + " name " + name + " has " + name.length() + " characters and swarm takes " + most
                + ": the zone " + zone + " is " + (name.length() - most) + " too long for this recipe; choose a"
                + " shorter zone (CCCI_ZONE) or a shorter name";
    }

    private static void names(Map<String, Object> section, RunApp app, Map<String, String> names) {
        section.forEach((id, settings) -> names.put(
                id,
                settings instanceof Map<?, ?> map && map.get("name") != null
                        ? String.valueOf(map.get("name"))
                        : app.service(id)));
    }
}
