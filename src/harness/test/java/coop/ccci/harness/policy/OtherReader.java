package coop.ccci.harness.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * How others may read a recipe: with more patience than the harness, and each in its own way. Nothing here is shared with what
 * it is compared with.
 *
 * @param exports reads {@code abra.sh}
 * @param lateMergeWins whether a {@code <<} is laid over what stands above it, as by go-yaml 2
 * @param lastWins whether of a key that stands twice the last counts
 */
record OtherReader(Function<String, Map<String, String>> exports, boolean lateMergeWins, boolean lastWins) {
    private static final int MAX_DEPTH = 12;

    /** With all aliases written out; go-yaml itself takes no more of them ("document contains excessive aliasing"). */
    private static final int MAX_NODES = 1_000_000;

    private static final Pattern LOOSE = Pattern.compile("(?:^|[\\s;])export\\s+([A-Za-z_]\\w*)=(\\S*)");
    private static final Pattern ABRA = Pattern.compile("^export\\s+(\\w+=\\w+).*");

    /** Docker's own expression for variables, upper and lower case being the same in it. */
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?:(\\$)|([_a-z][_a-z0-9]*)|\\{([_a-z][_a-z0-9]*)(?:(:?[-+?])((?:[^{}]|\\{[^{}]*})*))?}|())",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static final List<OtherReader> ALL = List.of(
            new OtherReader(OtherReader::asAbra, true, true),
            new OtherReader(OtherReader::asAbra, false, false),
            new OtherReader(OtherReader::asShell, true, false),
            new OtherReader(OtherReader::asShell, false, true));

    /** abra 0.13: what stands behind the last {@code export } of a line that begins with one. */
    static Map<String, String> asAbra(String text) {
        var exports = new LinkedHashMap<String, String>();
        text.lines().filter(line -> ABRA.matcher(line).matches()).forEach(line -> {
            var parts = line.split("export ", -1);
            var pair = parts[parts.length - 1].split("=", -1);
            if (pair.length == 2) {
                exports.put(pair[0].strip(), pair[1]);
            }
        });
        return exports;
    }

    /** Every export of any line that is no comment, without its quotes. */
    static Map<String, String> asShell(String text) {
        var exports = new LinkedHashMap<String, String>();
        text.lines().filter(line -> !line.strip().startsWith("#")).forEach(line -> {
            var found = LOOSE.matcher(line);
            while (found.find()) {
                exports.put(found.group(1), found.group(2).replaceAll("[\"']", ""));
            }
        });
        return exports;
    }

    /** Reads the text of a compose file, for all of them; empty where it is no YAML at all. */
    static Optional<Node> parse(String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        try {
            return Optional.ofNullable(new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(text)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Makes of a compose file what this one takes it for. */
    Object document(Node root, Map<String, String> variables) {
        try {
            return value(root, variables, 0, new AtomicInteger());
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    private Object value(Node node, Map<String, String> variables, int depth, AtomicInteger nodes) {
        if (depth > MAX_DEPTH) {
            return "";
        }
        if (nodes.incrementAndGet() > MAX_NODES) {
            throw new IllegalStateException("excessive aliasing");
        }
        if (node instanceof MappingNode map) {
            var values = new LinkedHashMap<String, Object>();
            var own = new HashSet<String>();
            map.getValue().forEach(pair -> {
                var key = text(pair.getKeyNode());
                var value = value(pair.getValueNode(), variables, depth + 1, nodes);
                if (key.equals("<<")) {
                    merge(values, value);
                } else if (own.add(key) || lastWins) {
                    values.put(key, value);
                }
            });
            return values;
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream()
                        .map(item -> value(item, variables, depth + 1, nodes))
                        .toList()
                : replaced(text(node), variables, 0);
    }

    private void merge(Map<String, Object> values, Object merged) {
        if (merged instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (lateMergeWins) {
                    values.put(String.valueOf(key), value);
                } else {
                    values.putIfAbsent(String.valueOf(key), value);
                }
            });
        }
    }

    /** go-yaml gives the bytes of {@code !!binary} as a text. */
    private static String text(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return "";
        }
        try {
            return scalar.getTag().equals(Tag.BINARY)
                    ? new String(
                            java.util.Base64.getDecoder().decode(scalar.getValue()),
                            java.nio.charset.StandardCharsets.UTF_8)
                    : scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
        } catch (IllegalArgumentException e) {
            return scalar.getValue();
        }
    }

    static String replaced(String text, Map<String, String> variables, int depth) {
        if (depth > 5 || text.indexOf('$') < 0) {
            return text;
        }
        var found = VARIABLE.matcher(text);
        var replaced = new StringBuilder();
        while (found.find()) {
            var name = found.group(2) == null ? found.group(3) : found.group(2);
            var value = name == null ? "$" : variables.get(name);
            var operator = found.group(4) == null ? "" : found.group(4);
            var isThere = value != null && !(operator.startsWith(":") && value.isEmpty());
            var other = found.group(5) == null ? "" : replaced(found.group(5), variables, depth + 1);
            var result = operator.endsWith("+")
                    ? isThere ? other : ""
                    : isThere ? value : operator.endsWith("-") ? other : "";
            found.appendReplacement(replaced, java.util.regex.Matcher.quoteReplacement(result));
        }
        return found.appendTail(replaced).toString();
    }
}
