package coop.ccci.harness.recipe;

import coop.ccci.harness.result.RunFault;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

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
    private static final int LONGEST_SERVICE = 63;
    private static final int LONGEST_SECRET = 64;
    private static final Pattern EXPORT = Pattern.compile("\\s*export\\s+([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    /**
     * Reads the compose files.
     *
     * @param checkout the recipe
     * @param variables those of the app's {@code .env} file
     * @throws RunFault of the recipe when a file is missing, not YAML, or outside of the recipe
     */
    public static ComposeNames read(Path checkout, RunApp app, Map<String, String> variables) {
        var all = new LinkedHashMap<>(variables);
        exports(checkout, all);
        all.put("STACK_NAME", app.stack());
        var services = new TreeMap<String, String>();
        var images = new TreeMap<String, String>();
        var secrets = new TreeMap<String, String>();
        var configs = new TreeMap<String, String>();
        for (var name : variables.getOrDefault("COMPOSE_FILE", "compose.yml").split(":", -1)) {
            var compose = compose(checkout, name);
            section(compose, "services").forEach((service, settings) -> {
                services.put(service, service);
                if (settings instanceof Map<?, ?> map && map.get("image") != null) {
                    images.put(service, EnvFile.expand(map.get("image").toString(), all));
                }
            });
            names(section(compose, "secrets"), app, all, secrets);
            names(section(compose, "configs"), app, all, configs);
        }
        return new ComposeNames(List.copyOf(services.keySet()), images, secrets, configs);
    }

    /**
     * Checks that swarm takes every name.
     *
     * @throws RunFault of usage that names the zone and the limit when one is too long
     */
    public void checkBudget(RunApp app, Zone zone) {
        var problems = new ArrayList<String>();
        services.stream()
                .map(app::service)
                .filter(name -> name.length() > LONGEST_SERVICE)
                .forEach(name -> problems.add(tooLong("service", name, LONGEST_SERVICE, zone)));
        secrets.values().stream()
                .filter(name -> name.length() > LONGEST_SECRET)
                .forEach(name -> problems.add(tooLong("secret", name, LONGEST_SECRET, zone)));
        configs.values().stream()
                .filter(name -> name.length() > LONGEST_SECRET)
                .forEach(name -> problems.add(tooLong("config", name, LONGEST_SECRET, zone)));
        if (!problems.isEmpty()) {
            throw RunFault.usage(problems.get(0), problems);
        }
    }

    private static String tooLong(String kind, String name, int most, Zone zone) {
        return "the " + kind + " name " + name + " has " + name.length() + " characters and swarm takes " + most
                + ": the zone " + zone + " is " + (name.length() - most) + " too long for this recipe; choose a"
                + " shorter zone (CCCI_ZONE) or a shorter name";
    }

    private static void names(
            Map<String, Object> section, RunApp app, Map<String, String> variables, Map<String, String> names) {
        section.forEach((id, settings) -> {
            var own = settings instanceof Map<?, ?> map && map.get("name") != null
                    ? EnvFile.expand(map.get("name").toString(), variables)
                    : app.service(id);
            names.put(id, own);
        });
    }

    private static Map<String, Object> section(Map<String, Object> compose, String name) {
        var section = new LinkedHashMap<String, Object>();
        if (compose.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> section.put(String.valueOf(key), value == null ? "" : value));
        }
        return section;
    }

    private static Map<String, Object> compose(Path checkout, String name) {
        var file = checkout.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(checkout) || !Files.isRegularFile(file)) {
            throw RunFault.recipe("COMPOSE_FILE names \"" + name + "\", which is not a file of the recipe");
        }
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (tree instanceof Map<?, ?> map) {
                var compose = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> compose.put(String.valueOf(key), value));
                return compose;
            }
            throw RunFault.recipe(name + " is not a compose file: it has no keys");
        } catch (YAMLException e) {
            throw RunFault.recipe(name + " is not YAML: " + e.getMessage());
        } catch (IOException e) {
            throw RunFault.recipe("cannot read " + name + ": " + e.getMessage());
        }
    }

    /** {@code abra.sh} gives the versions of configs as exported variables. */
    private static void exports(Path checkout, Map<String, String> variables) {
        var file = checkout.resolve("abra.sh");
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (var lines = Files.lines(file)) {
            lines.map(EXPORT::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .forEach(export -> variables.put(
                            export.group(1), export.group(2).strip().replaceAll("^[\"']|[\"']$", "")));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw RunFault.recipe("cannot read abra.sh: " + e.getMessage());
        }
    }
}
