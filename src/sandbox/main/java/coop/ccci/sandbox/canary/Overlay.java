package coop.ccci.sandbox.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lays folders over one another, so that a canary's folder holds only what is wrong with it.
 *
 * <p>A file replaces the one of its name, but {@code x.patch.yml} changes {@code x.yml}: maps are merged, {@code null}
 * takes a key away, a list of texts like {@code key=value} is merged by key, and everything else is replaced. In all
 * files {@code @NAME@} becomes that value.
 */
final class Overlay {
    private static final String PATCH = ".patch.yml";
    private static final String GONE = ".gone";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, String> values;

    /** Creates an overlay that fills in these values. */
    Overlay(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Lays one folder over another; a folder that is not there changes nothing.
     *
     * @throws IOException when a file cannot be read or written, or is no YAML where it has to be
     */
    void lay(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (var paths = Files.walk(from)) {
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                var name = target.getFileName().toString();
                if (name.endsWith(GONE)) {
                    Files.deleteIfExists(target.resolveSibling(name.substring(0, name.length() - GONE.length())));
                } else if (name.endsWith(PATCH)) {
                    var patched = target.resolveSibling(name.substring(0, name.length() - PATCH.length()) + ".yml");
                    patch(patched, YAML.readTree(filled(file)));
                } else {
                    Files.writeString(target, filled(file));
                }
            }
        }
    }

    private String filled(Path file) throws IOException {
        var text = Files.readString(file);
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    private static void patch(Path file, JsonNode changes) throws IOException {
        var before = Files.exists(file) ? YAML.readTree(file.toFile()) : YAML.createObjectNode();
        YAML.writeValue(file.toFile(), merged(before, changes));
    }

    static JsonNode merged(JsonNode before, JsonNode change) {
        if (change.isObject()) {
            var result = before.isObject() ? ((ObjectNode) before).deepCopy() : JsonNodeFactory.instance.objectNode();
            change.properties().forEach(entry -> {
                if (entry.getValue().isNull()) {
                    result.remove(entry.getKey());
                } else {
                    var old = result.path(entry.getKey());
                    result.set(entry.getKey(), merged(old, entry.getValue()));
                }
            });
            return result;
        }
        return isKeyed(before) && isKeyed(change) ? byKey((ArrayNode) before, (ArrayNode) change) : change;
    }

    private static boolean isKeyed(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return false;
        }
        for (var each : node) {
            if (!each.isTextual() || each.asText().indexOf('=') < 1) {
                return false;
            }
        }
        return true;
    }

    private static ArrayNode byKey(ArrayNode before, ArrayNode change) {
        var all = new LinkedHashMap<String, JsonNode>();
        before.forEach(each -> all.put(key(each), each));
        change.forEach(each -> all.put(key(each), each));
        var result = JsonNodeFactory.instance.arrayNode();
        all.values().forEach(result::add);
        return result;
    }

    private static String key(JsonNode entry) {
        var text = entry.asText();
        return text.substring(0, text.indexOf('='));
    }
}
