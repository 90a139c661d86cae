package coop.ccci.harness.traefik;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What is known of the Traefik that serves this swarm. What is not known is empty, and nothing is concluded from it.
 *
 * @param version as its image's tag says, for example {@code 3.6.12}
 * @param providers the providers that it reads, for example {@code swarm} and {@code file}
 * @param entryPoints the names of its entry points
 * @param networks the ids of the networks that it is on
 */
record TraefikFacts(Optional<String> version, Set<String> providers, Set<String> entryPoints, Set<String> networks) {
    /** Nothing is known. */
    static final TraefikFacts UNKNOWN = new TraefikFacts(Optional.empty(), Set.of(), Set.of(), Set.of());

    private static final Pattern TAG = Pattern.compile("[^@]*:v?(\\d+(?:\\.\\d+)*+)[^/:@]*(?:@.*)?");
    private static final Pattern ARGUMENT = Pattern.compile("(?i)--(entrypoints|providers)\\.([A-Za-z0-9_-]+)[.=]?.*");
    private static final Pattern VARIABLE =
            Pattern.compile("TRAEFIK_(ENTRYPOINTS|PROVIDERS)_([A-Z0-9]+).*", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("(?i)\\s*\\[(entrypoints|providers)\\.\"?([A-Za-z0-9_-]+)\"?.*].*");
    private static final Pattern GROUP = Pattern.compile("(?i)(\\s*)(entrypoints|providers)\\s*:\\s*(#.*)?");
    private static final Pattern KEY = Pattern.compile("(\\s*)\"?([A-Za-z0-9_-]+)\"?\\s*:.*");

    TraefikFacts {
        providers = Set.copyOf(providers);
        entryPoints = Set.copyOf(entryPoints);
        networks = Set.copyOf(networks);
    }

    /**
     * Reads what its service was given.
     *
     * @param image the image of its service
     * @param settings its arguments and variables
     * @param files the content of its configuration files, YAML or TOML, templates included
     */
    static TraefikFacts of(String image, List<String> settings, List<String> files, Set<String> networks) {
        var found = new Found();
        settings.forEach(found::setting);
        files.forEach(found::file);
        var tag = TAG.matcher(image);
        return new TraefikFacts(
                tag.matches() ? Optional.of(tag.group(1)) : Optional.empty(),
                found.providers,
                found.unclear ? Set.of() : found.entryPoints,
                networks);
    }

    /** Returns 2 or 3; empty where it is not known. */
    Optional<Integer> major() {
        return version.map(text -> Integer.valueOf(text.replaceFirst("\\..*", "")))
                .or(() -> providers.contains("swarm") ? Optional.of(3) : Optional.empty());
    }

    /** Returns the provider that reads the labels of swarm's services; empty where it is not known. */
    Optional<String> labelProvider() {
        return major().map(number -> number >= 3 ? "swarm" : "docker");
    }

    /** Returns its name, for people. */
    String describe() {
        return "Traefik" + version.map(text -> " " + text).orElse("");
    }

    private static final class Found {
        private final Set<String> providers = new TreeSet<>();
        private final Set<String> entryPoints = new TreeSet<>();
        private boolean unclear;

        private void setting(String text) {
            var argument = ARGUMENT.matcher(text);
            if (argument.matches()) {
                put(argument.group(1), argument.group(2));
            }
            var variable = VARIABLE.matcher(text);
            if (variable.matches()) {
                put(variable.group(1), variable.group(2));
                // a name in a variable has lost its dashes
                unclear |= variable.group(1).equals("ENTRYPOINTS");
            }
        }

        private void file(String text) {
            var lines = text.lines().toList();
            for (var at = 0; at < lines.size(); at++) {
                var table = TABLE.matcher(lines.get(at));
                var group = GROUP.matcher(lines.get(at));
                if (table.matches()) {
                    put(table.group(1), table.group(2));
                } else if (group.matches()) {
                    keysBelow(lines, at, group.group(1).length(), key -> put(group.group(2), key));
                }
            }
        }

        /** The keys one level below a group; those in the lines of a template count whatever their condition. */
        private static void keysBelow(List<String> lines, int group, int indent, Consumer<String> each) {
            var first = -1;
            for (var line : new ArrayList<>(lines.subList(group + 1, lines.size()))) {
                if (line.isBlank()
                        || line.strip().startsWith("#")
                        || line.strip().startsWith("{{")) {
                    continue;
                }
                var depth = line.length() - line.stripLeading().length();
                if (depth <= indent) {
                    return;
                }
                first = first < 0 ? depth : first;
                var key = KEY.matcher(line);
                if (depth == first && key.matches()) {
                    each.accept(key.group(2));
                }
            }
        }

        private void put(String kind, String name) {
            (kind.equalsIgnoreCase("providers") ? providers : entryPoints).add(name.toLowerCase(Locale.ROOT));
        }
    }
}
