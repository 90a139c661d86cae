package coop.ccci.harness.compose;

import coop.ccci.harness.compose.ComposeValue.ComposeList;
import coop.ccci.harness.compose.ComposeValue.ComposeMap;
import coop.ccci.harness.compose.ComposeValue.ComposeScalar;
import coop.ccci.harness.result.RunException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a compose file so that every reader of YAML 1.1 and 1.2 finds the same in it. Where they differ (tags, keys that are
 * not text, keys that stand twice, the order of merges), the file is refused with its line: what was judged here must be
 * what is deployed. The number of values is bounded while it is read, aliases included.
 */
final class StrictYaml {
    private static final int MAX_NODES = 10_000;

    /** Some readers take these for the truth values of YAML 1.1, some for texts. */
    private static final Set<String> ALMOST_BOOLEAN = Set.of("y", "Y", "n", "N");

    private static final String MERGE = "<<";

    private final String name;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private StrictYaml(String name) {
        this.name = name;
    }

    /**
     * Reads a text.
     *
     * @param name the file's, for reasons
     * @return an empty map for an empty file
     * @throws RunException of the recipe with file and line when it cannot be read with certainty
     */
    static ComposeValue read(String name, String text) {
        try {
            var yaml = new Yaml(new SafeConstructor(YamlEvents.options()));
            YamlEvents.require(name, text, yaml);
            var root = yaml.compose(new StringReader(text));
            return root == null ? new ComposeMap(Map.of(), 1) : new StrictYaml(name).value(root, line(root), 0);
        } catch (MarkedYAMLException e) {
            var line =
                    e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
            throw RunException.recipe(
                    name + line + " is not YAML that Docker reads: " + e.getProblem(),
                    e.getMessage().lines().toList());
        } catch (YAMLException e) {
            throw RunException.recipe(name + " cannot be read: " + e.getMessage());
        }
    }

    private ComposeValue value(Node node, int line, int depth) {
        if (++nodes > MAX_NODES) {
            throw RunException.recipe(name + " cannot be read: with its anchors and aliases it has more than "
                    + MAX_NODES + " values (line " + line + ")");
        }
        if (depth > YamlEvents.MAX_DEPTH) {
            throw RunException.recipe(
                    name + " cannot be read: it is nested more than " + YamlEvents.MAX_DEPTH + " levels deep");
        }
        if (!open.add(node)) {
            throw refused(line, "has an alias inside of what it stands for; write it out");
        }
        try {
            if (node instanceof MappingNode map) {
                return new ComposeMap(entries(map, depth), line);
            }
            if (node instanceof SequenceNode list) {
                var items = new ArrayList<ComposeValue>();
                for (var item : list.getValue()) {
                    items.add(value(item, line(item), depth + 1));
                }
                return new ComposeList(items, line);
            }
            return new ComposeScalar(YamlScalars.value((ScalarNode) node), line);
        } finally {
            open.remove(node);
        }
    }

    private Map<String, ComposeValue> entries(MappingNode map, int depth) {
        var entries = new LinkedHashMap<String, ComposeValue>();
        var own = new LinkedHashMap<String, Integer>();
        for (var tuple : map.getValue()) {
            var line = line(tuple.getKeyNode());
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple, entries, line, depth);
                continue;
            }
            var key = key(tuple.getKeyNode(), line);
            var earlier = own.put(key, line);
            if (earlier != null) {
                throw RunException.recipe(name + ":" + line + " is not YAML that Docker reads: found duplicate key "
                        + key + ", which stands on line " + earlier + " already");
            }
            entries.put(key, value(tuple.getValueNode(), line, depth + 1));
        }
        return entries;
    }

    /** Some readers lay a merged map over what stands before it, others below it, so it must not matter. */
    private void merge(NodeTuple tuple, Map<String, ComposeValue> entries, int line, int depth) {
        var merged = new LinkedHashMap<String, ComposeValue>();
        var sources =
                tuple.getValueNode() instanceof SequenceNode list ? list.getValue() : List.of(tuple.getValueNode());
        for (var source : sources) {
            if (!(source instanceof MappingNode)) {
                throw refused(line, "merges (<<) what is not a map; give an alias of one");
            }
            value(source, line, depth).entries().forEach(merged::putIfAbsent);
        }
        merged.forEach((key, value) -> {
            var before = entries.putIfAbsent(key, value);
            if (before != null && !String.valueOf(before.plain()).equals(String.valueOf(value.plain()))) {
                throw refused(
                        line,
                        "merges (<<) another value of the key " + key
                                + " than stands above it, and which of the two counts"
                                + " depends on who reads it: put << first in its map");
            }
        });
    }

    private String key(Node node, int line) {
        if (!(node instanceof ScalarNode scalar)) {
            throw refused(line, "has a key that is not a text; write a word");
        }
        var key = scalar.getValue();
        var isPlain = scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN;
        if (!scalar.getTag().equals(Tag.STR) || (isPlain && ALMOST_BOOLEAN.contains(key)) || key.equals(MERGE)) {
            throw refused(
                    line,
                    "has the key " + key + ", which is not a text to everybody who reads it; put it in quotes or"
                            + " rename it");
        }
        return key;
    }

    private RunException refused(int line, String what) {
        return RunException.recipe(name + ":" + line + " " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
