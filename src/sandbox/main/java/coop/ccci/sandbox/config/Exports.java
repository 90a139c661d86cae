package coop.ccci.sandbox.config;

import coop.ccci.host.ShellQuote;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code serve}, {@code run} and a person at a shell need to know of the sandbox.
 *
 * @param variables names and values, in the order they are shown
 * @param path a folder that goes first on {@code PATH}; empty where a real {@code abra} is there
 */
public record Exports(Map<String, String> variables, Optional<Path> path) {
    /** What finds the checkout, the swarm and the zone: no token, no password. */
    private static final Set<String> FOR_RUNS = Set.of(
            "CCCI_ZONE",
            "CCCI_INGRESS",
            "CCCI_CA_FILE",
            "CCCI_RECIPE_TESTS",
            "CCCI_RUNS_DIR",
            "ABRA_DIR",
            "CCCI_ABRA_SERVER",
            "CCCI_REGISTRIES",
            "GITEA_URL",
            "DOCKER_HOST");

    /** Returns these and more. */
    public Exports with(Map<String, String> more) {
        var all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Exports(all, path);
    }

    /** Returns the part of them that a run may know. */
    public Map<String, String> forRuns() {
        var some = new LinkedHashMap<>(variables);
        some.keySet().retainAll(FOR_RUNS);
        return some;
    }

    /**
     * Returns the environment of a program that is started.
     *
     * @param inherited the environment that it gets besides, for its {@code PATH}
     */
    public Map<String, String> environment(Map<String, String> inherited) {
        var environment = new LinkedHashMap<>(variables);
        path.ifPresent(folder -> environment.put("PATH", folder + ":" + inherited.getOrDefault("PATH", "")));
        return environment;
    }

    /** Returns lines for {@code eval} in a POSIX shell. */
    public String forShell() {
        var lines = new StringBuilder();
        variables.forEach((name, value) -> lines.append("export ")
                .append(name)
                .append('=')
                .append(ShellQuote.of(value))
                .append('\n'));
        path.ifPresent(folder -> lines.append("case \":$PATH:\" in *:")
                .append(ShellQuote.of(folder.toString()))
                .append(":*) ;; *) export PATH=")
                .append(ShellQuote.of(folder.toString()))
                .append("\":$PATH\" ;; esac\n"));
        return lines.toString();
    }
}
