package coop.ccci.harness.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A YAML document as a JSON tree that knows on which line each key and each item stands. Bounded in size and depth;
 * anchors, aliases, tags and repeated keys are errors.
 */
final class LocatedYaml {
    static final int MAX_CHARACTERS = 64 * 1024;
    private static final int MAX_DEPTH = 16;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Integer> lines = new HashMap<>();
    private final JsonNode tree;

    private LocatedYaml(Node root) {
        this.tree = root == null ? JSON.objectNode() : convert(root, "");
    }

    /**
     * Reads a document.
     *
     * @throws YamlException when it is not YAML or not of the allowed kind
     */
    static LocatedYaml parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new YamlException(1, "the file is longer than " + MAX_CHARACTERS + " characters");
        }
        var options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(0);
        try {
            var dumper = new DumperOptions();
            var yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options);
            return new LocatedYaml(yaml.compose(new java.io.StringReader(text)));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new YamlException(mark == null ? 1 : mark.getLine() + 1, "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new YamlException(1, "this is not YAML: " + e.getMessage());
        }
    }

    JsonNode tree() {
        return tree;
    }

    /** Returns the line, from 1, of what a JSON pointer names. */
    int line(String pointer) {
        return lines.getOrDefault(pointer, 1);
    }

    private JsonNode convert(Node node, String pointer) {
        lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
        if (node.getAnchor() != null) {
            throw new YamlException(line(pointer), "anchors and aliases (&name, *name) are not allowed: write it out");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            var array = JSON.arrayNode();
            for (var item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + array.size()));
            }
            return array;
        }
        return scalar((ScalarNode) node, line(pointer));
    }

    private JsonNode object(MappingNode mapping, String pointer) {
        var object = JSON.objectNode();
        var seen = new LinkedHashMap<String, Integer>();
        for (var entry : mapping.getValue()) {
            var line = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlException(line, "a key must be a word");
            }
            var earlier = seen.putIfAbsent(key.getValue(), line);
            if (earlier != null) {
                throw new YamlException(
                        line, "the key \"" + key.getValue() + "\" is there already, on line " + earlier);
            }
            var below = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
            lines.put(below, line);
            object.set(key.getValue(), convert(entry.getValueNode(), below));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node, int line) {
        var text = node.getValue();
        try {
            if (node.getTag().equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (node.getTag().equals(Tag.BOOL)) {
                return JSON.booleanNode(
                        text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on"));
            }
            if (node.getTag().equals(Tag.INT)) {
                return JSON.numberNode(Long.parseLong(text));
            }
            if (node.getTag().equals(Tag.FLOAT)) {
                return JSON.numberNode(new java.math.BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            return JSON.textNode(text); // 0x1F, 1_000, 12:30: nothing here means these as numbers
        }
        if (node.getTag().equals(Tag.STR) || node.getTag().equals(Tag.TIMESTAMP)) {
            return JSON.textNode(text);
        }
        throw new YamlException(line, "the tag " + node.getTag() + " is not allowed");
    }

    /** A document that cannot be used, and where. */
    static final class YamlException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;

        YamlException(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
