package coop.ccci.harness.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import coop.ccci.contract.Excerpt;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Tier;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code recipe.yml} against its published schema {@code recipe.v1.schema.json}. Every error names the file, the
 * line, what is there and what is allowed.
 */
public final class RecipeYaml {
    private static final String SCHEMA = "recipe.v1.schema.json";

    private final JsonNode schemaTree;
    private final JsonSchema schema;

    /** Loads the schema that stands beside this class. */
    public RecipeYaml() {
        try (var stream = RecipeYaml.class.getResourceAsStream(SCHEMA)) {
            this.schemaTree = new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCHEMA, e);
        }
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schemaTree,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    /**
     * Reads the file.
     *
     * @throws RunException of usage, one detail per error, when it is not as the schema says
     */
    public RecipeSettings read(Path file) {
        try {
            if (Files.size(file) > 4L * LocatedYaml.MAX_CHARACTERS) {
                throw wrong(
                        List.of(file + ":1: the file is longer than " + LocatedYaml.MAX_CHARACTERS + " characters"));
            }
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw wrong(List.of(file + ":1: this is not a text in UTF-8"));
        } catch (IOException e) {
            throw RunException.environment("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    RecipeSettings parse(String file, String text) {
        LocatedYaml yaml;
        try {
            yaml = LocatedYaml.parse(text);
        } catch (LocatedYaml.YamlException e) {
            throw wrong(List.of(file + ":" + e.line() + ": " + e.getMessage()));
        }
        var errors = new ArrayList<Located>();
        for (var message : schema.validate(yaml.tree())) {
            errors.add(located(message, yaml));
        }
        exclusive(yaml).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingInt(Located::line));
            throw wrong(errors.stream()
                    .map(error -> file + ":" + error.line() + ": " + error.text())
                    .distinct()
                    .toList());
        }
        return settings(yaml.tree());
    }

    private static RunException wrong(List<String> errors) {
        var more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        return RunException.usage(errors.get(0) + more, errors);
    }

    /** Whether there is a page, a port or nothing to ask can only be one of them. */
    private static Optional<Located> exclusive(LocatedYaml yaml) {
        var health = yaml.tree().path("health");
        if (health.has("none") && health.size() > 1) {
            return Optional.of(new Located(
                    yaml.line("/health/none"),
                    "health.none stands alone: with it there is nothing to ask, so give no other key under health"));
        }
        return Stream.of("path", "codes")
                .filter(key -> health.has("tcp") && health.has(key))
                .findFirst()
                .map(key -> new Located(
                        yaml.line("/health/" + key),
                        "health." + key + " cannot stand beside health.tcp: with a port there is no page to ask"));
    }

    private Located located(ValidationMessage message, LocatedYaml yaml) {
        var pointer = message.getInstanceLocation().toString();
        var property = message.getProperty();
        if (message.getType().equals("additionalProperties") && property != null) {
            return new Located(yaml.line(pointer + "/" + property), unknownKey(pointer, property));
        }
        if (message.getType().equals("required") && property != null) {
            return new Located(
                    yaml.line(pointer),
                    "the key \"" + property + "\" is missing under " + name(pointer) + "; give "
                            + allowed(pointer + "/" + property));
        }
        if (property != null && !yaml.tree().at(pointer).isValueNode()) {
            return new Located(
                    yaml.line(pointer + "/" + property),
                    "the name \"" + property + "\" is not allowed under " + name(pointer) + "; give "
                            + allowed(pointer));
        }
        return new Located(
                yaml.line(pointer),
                name(pointer) + " cannot be " + describe(yaml.tree().at(pointer)) + "; give " + allowed(pointer));
    }

    private String unknownKey(String pointer, String key) {
        var allowed = new LinkedHashSet<String>();
        at(pointer).path("properties").fieldNames().forEachRemaining(allowed::add);
        var near = Suggestion.of(key, allowed);
        return "unknown key \"" + key + "\"" + (pointer.isEmpty() ? "" : " under " + name(pointer)) + ": "
                + near.map(name -> "did you mean \"" + name + "\"? Allowed are ")
                        .orElse("allowed are ")
                + String.join(", ", allowed);
    }

    private static String name(String pointer) {
        return pointer.isEmpty() ? "the file" : pointer.substring(1).replace('/', '.');
    }

    /** What the nearest description in the schema asks for. */
    private String allowed(String pointer) {
        var at = pointer;
        while (true) {
            var description = at(at).path("description");
            if (description.isTextual()) {
                return description.asText();
            }
            at = at.substring(0, at.lastIndexOf('/'));
        }
    }

    /** The part of the schema that speaks of a place in the document. */
    private JsonNode at(String pointer) {
        var part = schemaTree;
        for (var step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            var property = part.path("properties").path(step);
            part = !property.isMissingNode()
                    ? property
                    : part.has("items") ? part.path("items") : part.path("additionalProperties");
        }
        return part;
    }

    private static String describe(JsonNode value) {
        var text = value.toString();
        var bounded = Excerpt.cut(text, 80);
        return value.isNull() ? "empty" : value.isObject() ? "a group of keys" : bounded;
    }

    private static RecipeSettings settings(JsonNode tree) {
        var defaults = RecipeSettings.DEFAULTS;
        var upgrade = tree.path("upgrade");
        return new RecipeSettings(
                text(tree.path("repository")),
                Health.of(tree.path("health")),
                duration(tree.path("timeouts").path("deploy"), defaults.deploy()),
                duration(tree.path("timeouts").path("serve"), defaults.serve()),
                variables(tree.path("env")),
                new RecipeSettings.Upgrade(text(upgrade.path("base")), variables(upgrade.path("env"))),
                notApplicable(tree.path("expected_na")),
                Optional.of(tree.path("witness"))
                        .filter(JsonNode::isObject)
                        .map(own -> new RecipeSettings.MarkerCommands(
                                own.path("service").asText(),
                                own.path("write").asText(),
                                own.path("read").asText())),
                tree.path("trusted").asBoolean(false),
                Optional.of(tree.path("backup"))
                        .filter(JsonNode::isObject)
                        .map(own -> new RecipeSettings.Verify(
                                own.path("service").asText(), own.path("verify").asText())),
                duration(tree.path("timeouts").path("functional"), defaults.functional()),
                tree.path("functional").path("fresh").asBoolean(false),
                Check.of(tree),
                recipes(tree.path("dependencies")));
    }

    private static List<RecipeName> recipes(JsonNode node) {
        var names = new ArrayList<RecipeName>();
        node.forEach(name -> names.add(new RecipeName(name.asText())));
        return names;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static Map<String, String> variables(JsonNode node) {
        var variables = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        return variables;
    }

    private static Map<Tier, String> notApplicable(JsonNode node) {
        var reasons = new EnumMap<Tier, String>(Tier.class);
        for (var tier : Tier.values()) {
            text(node.path(tier.code())).ifPresent(reason -> reasons.put(tier, reason));
        }
        return reasons;
    }

    private static Duration duration(JsonNode node, Duration otherwise) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        var text = node.asText();
        var number = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
    }

    private record Located(int line, String text) {}
}
