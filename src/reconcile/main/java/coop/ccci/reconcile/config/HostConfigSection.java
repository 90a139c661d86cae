package coop.ccci.reconcile.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One object of {@code host.json}; what is wrong with it is added to the problems, with the key's full name. */
final class HostConfigSection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String prefix;
    private final JsonNode node;
    private final List<String> problems;
    private final Set<String> known = new HashSet<>();

    HostConfigSection(String prefix, JsonNode node, List<String> problems) {
        this.prefix = prefix;
        this.node = node;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add((prefix.isEmpty() ? "it" : prefix.substring(0, prefix.length() - 1)) + " is not an object");
        }
    }

    /** Returns a text of one line that is not empty; a problem where there is none. */
    String text(String key) {
        var found = optionalText(key);
        if (found.isEmpty()) {
            problems.add(prefix + key + " is missing or empty");
        }
        return found.orElse("");
    }

    Optional<String> optionalText(String key) {
        return member(key).map(value -> line(prefix + key, value)).filter(value -> !value.isEmpty());
    }

    int number(String key) {
        return member(key).map(JsonNode::asInt).orElse(0);
    }

    /** Returns an absolute path; a problem where there is none. */
    Path path(String key) {
        return absolute(prefix + key, text(key));
    }

    List<String> list(String key) {
        var values = new ArrayList<String>();
        member(key).ifPresent(found -> found.forEach(each -> values.add(line(prefix + key, each))));
        if (values.isEmpty()) {
            problems.add(prefix + key + " is missing or empty; it is a list");
        }
        return values;
    }

    /** Returns texts by the names of environment variables. */
    Map<String, String> texts(String key) {
        var values = new LinkedHashMap<String, String>();
        member(key).ifPresent(found -> found.properties().forEach(each -> {
            if (!NAME.matcher(each.getKey()).matches()) {
                problems.add(prefix + key + ": \"" + each.getKey() + "\" is no name of a setting");
            }
            values.put(each.getKey(), line(prefix + key + "." + each.getKey(), each.getValue()));
        }));
        return values;
    }

    Map<String, Path> paths(String key) {
        var values = new LinkedHashMap<String, Path>();
        texts(key).forEach((name, value) -> values.put(name, absolute(prefix + key + "." + name, value)));
        return values;
    }

    Optional<HostConfigSection> section(String key) {
        return member(key).map(found -> new HostConfigSection(prefix + key + ".", found, problems));
    }

    /** Adds a problem for every key that nobody has asked for. */
    void refuseUnknown() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                problems.add(prefix + key + " is not known");
            }
        });
    }

    private Optional<JsonNode> member(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(found -> !found.isNull());
    }

    private String line(String key, JsonNode value) {
        if (!value.isTextual() || value.asText().lines().count() > 1) {
            problems.add(key + " is not a text of one line");
            return "";
        }
        return value.asText();
    }

    private Path absolute(String key, String text) {
        if (!text.startsWith("/")) {
            if (!text.isEmpty()) {
                problems.add(key + " is \"" + text + "\"; it must be an absolute path");
            }
            return Path.of("/");
        }
        return Path.of(text);
    }
}
