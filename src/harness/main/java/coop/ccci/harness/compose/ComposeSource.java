package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

/**
 * A compose file as it is written: its YAML with the line of everything in it. YAML that {@code docker stack deploy}
 * cannot read, such as Docker Compose's own tags, is refused with its line.
 */
final class ComposeSource {
    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_ALIASES = 500;
    private static final Set<String> OVERRIDES = Set.of("!reset", "!override");
    private static final String STANDARD = "tag:yaml.org,2002:";

    private final String name;
    private final String text;
    private final Optional<Node> root;

    private ComposeSource(String name, String text) {
        this.name = name;
        this.text = text;
        this.root = parsed(yaml -> Optional.ofNullable(yaml.compose(new StringReader(text))));
    }

    /**
     * A text in a compose file.
     *
     * @param key the key that it has in a map; for an item of a list what stands before its {@code =}
     * @param value the value in a map; for an item of a list what stands after its {@code =}
     * @param line where it begins, from 1
     */
    record Entry(String key, String value, int line) {}

    /**
     * Reads a file.
     *
     * @param checkout the recipe
     * @param name the file in it
     * @throws RunException of the recipe when it is missing, outside of the recipe, or not YAML that Docker reads
     */
    static ComposeSource read(Path checkout, String name) {
        var source = new ComposeSource(name, text(checkout, name));
        var seen = Collections.<Node>newSetFromMap(new IdentityHashMap<>());
        source.root.ifPresent(node -> requireKnownTags(name, node, seen));
        return source;
    }

    /**
     * Checks that Docker can read the files that a recipe's {@code .env.sample} selects, before abra does, which names
     * neither file nor line.
     *
     * @throws RunException of the recipe as {@link #read} does
     */
    static void requireReadable(Path checkout) {
        var sample = checkout.resolve(".env.sample");
        if (Files.isRegularFile(sample)) {
            Compose.chosen(EnvFile.read(sample).variables())
                    .forEach(file -> read(checkout, file).content());
        }
    }

    /** Returns the content: maps, lists, texts, numbers and truth values. */
    Object content() {
        return parsed(yaml -> yaml.load(text));
    }

    private <T> T parsed(Function<Yaml, T> reading) {
        try {
            return reading.apply(new Yaml(new SafeConstructor(options())));
        } catch (MarkedYAMLException e) {
            throw unreadable(name, e);
        } catch (YAMLException e) {
            throw RunException.recipe(name + " cannot be read: " + e.getMessage());
        }
    }

    private static RunException unreadable(String name, MarkedYAMLException e) {
        var line = e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
        return RunException.recipe(
                name + line + " is not YAML that Docker reads: " + e.getProblem(),
                e.getMessage().lines().toList());
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        return options;
    }

    private static String text(Path checkout, String name) {
        var file = checkout.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(checkout) || !Files.isRegularFile(file)) {
            throw RunException.recipe("COMPOSE_FILE names \"" + name + "\", which is not a file of the recipe");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw RunException.recipe(name + " is not a text in UTF-8");
        } catch (IOException e) {
            throw RunException.environment("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void requireKnownTags(String name, Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        var tag = node.getTag().getValue();
        if (!tag.startsWith(STANDARD)) {
            throw RunException.recipe(name + ":" + line(node) + " has the tag " + tag
                    + ", which docker stack deploy does not know, and abra deploys as it does"
                    + (OVERRIDES.contains(tag)
                            ? ": only Docker Compose takes away or replaces what an earlier file says; keep what is to"
                                    + " differ in files of its own and name the right ones in COMPOSE_FILE"
                            : "; take it out"));
        }
        if (node instanceof MappingNode map) {
            map.getValue().forEach(pair -> {
                requireKnownTags(name, pair.getKeyNode(), seen);
                requireKnownTags(name, pair.getValueNode(), seen);
            });
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> requireKnownTags(name, item, seen));
        }
    }

    /** Returns the keys of the map at a path; none where there is no map. */
    List<String> keys(String... path) {
        return at(path).map(ComposeSource::pairs).orElse(List.of()).stream()
                .map(Pair::key)
                .toList();
    }

    /** Returns the line of the key at a path; empty where there is none. */
    Optional<Integer> line(String... path) {
        var parent = List.of(path).subList(0, path.length - 1).toArray(String[]::new);
        return at(parent).map(ComposeSource::pairs).orElse(List.of()).stream()
                .filter(pair -> pair.key().equals(path[path.length - 1]))
                .map(Pair::line)
                .findFirst();
    }

    /** Returns what a map at a path, or a list of {@code key=value}, says, as labels and variables are written. */
    List<Entry> entries(String... path) {
        var entries = new ArrayList<Entry>();
        at(path).ifPresent(node -> {
            pairs(node).forEach(pair -> entries.add(new Entry(pair.key(), scalar(pair.value()), pair.line())));
            if (node instanceof SequenceNode list) {
                list.getValue().stream().filter(ScalarNode.class::isInstance).forEach(item -> {
                    var parts = scalar(item).split("=", 2);
                    entries.add(new Entry(parts[0], parts.length > 1 ? parts[1] : "", line(item)));
                });
            }
        });
        return entries;
    }

    private record Pair(String key, Node value, int line) {}

    /** A merged map ({@code <<: *other}) counts where the key does not stand itself. */
    private static List<Pair> pairs(Node node) {
        var pairs = new ArrayList<Pair>();
        if (node instanceof MappingNode map) {
            map.getValue().stream()
                    .filter(tuple -> !tuple.getKeyNode().getTag().equals(Tag.MERGE))
                    .forEach(tuple -> pairs.add(
                            new Pair(scalar(tuple.getKeyNode()), tuple.getValueNode(), line(tuple.getKeyNode()))));
            map.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode().getTag().equals(Tag.MERGE))
                    .flatMap(tuple -> merged(tuple.getValueNode()).stream())
                    .filter(pair -> pairs.stream().noneMatch(own -> own.key().equals(pair.key())))
                    .toList()
                    .forEach(pairs::add);
        }
        return pairs;
    }

    private static List<Pair> merged(Node node) {
        return node instanceof SequenceNode list
                ? list.getValue().stream().flatMap(each -> pairs(each).stream()).toList()
                : pairs(node);
    }

    private Optional<Node> at(String... path) {
        var node = root;
        for (var key : path) {
            node = node.flatMap(parent -> pairs(parent).stream()
                    .filter(pair -> pair.key().equals(key))
                    .map(Pair::value)
                    .findFirst());
        }
        return node;
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
