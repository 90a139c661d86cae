package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import coop.ccci.bridge.host.HostRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files under {@code routes/} keep the house rules and the schema of the YAML DSL. */
class RoutesTest {
    private static final Path ROUTES = Path.of("../../routes");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_expected_routes_are_those_in_the_files() throws IOException {
        var names = new ArrayList<String>();
        for (var file : files()) {
            var item = yaml(file).get(0);
            if (item.has("route") || item.has("templatedRoute")) {
                names.add(name(file));
            }
        }
        var expected = new ArrayList<>(CamelProperties.ROUTES);
        CamelProperties.ROUTES_OF_ENGINES.values().forEach(expected::addAll);
        expected.addAll(HostRole.ROUTES);
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_dashboard_of_its_own_has_the_routes_of_its_folder_and_no_other() throws IOException {
        assertThat(files().stream()
                        .filter(file -> file.getParent().endsWith("dashboard"))
                        .map(RoutesTest::name)
                        .filter(CamelProperties.ROUTES::contains))
                .containsExactlyInAnyOrderElementsOf(CamelProperties.PAGES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_what_the_schema_of_the_language_allows(Path file) throws IOException {
        var yaml = yaml(file);
        assertThat(SCHEMA.validate(yaml))
                .filteredOn(problem -> !isPlaceholder(problem.getInstanceNode().asText()))
                .isEmpty();
    }

    /**
     * A split that is done by other threads lets the consumer go on, so that each wake-up would look again, and what all of
     * them found would wait in memory: 5,000 deliveries while Gitea did not answer were an OutOfMemoryError.
     */
    @ParameterizedTest
    @MethodSource("files")
    void what_is_split_among_threads_is_waited_for(Path file) throws IOException {
        for (var split : yaml(file).findValues("split")) {
            assertThat(split.path("synchronous").asBoolean())
                    .isEqualTo(split.path("parallelProcessing").asBoolean());
        }
    }

    /** The schema wants a number where one may also be set. */
    private static boolean isPlaceholder(String value) {
        return value.startsWith("{{") && value.endsWith("}}");
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_holds_one_route_with_its_name_a_description_and_a_few_named_steps(Path file) throws IOException {
        var items = yaml(file);
        assertThat(items).hasSize(1);
        var item = items.get(0);
        if (item.has("routeConfiguration")) {
            assertThat(item.at("/routeConfiguration/id").asText()).isEqualTo(name(file));
        } else if (item.has("routeTemplate")) {
            var template = item.path("routeTemplate");
            assertThat(template.path("id").asText()).isEqualTo(name(file));
            assertThat(template.path("description").asText()).isNotBlank();
            requireSteps(name(file), template.at("/route/from/steps"));
        } else if (item.has("templatedRoute")) {
            assertThat(item.at("/templatedRoute/routeId").asText()).isEqualTo(name(file));
            assertThat(item.at("/templatedRoute/prefixId").asText()).isEqualTo(name(file) + "-");
        } else {
            var route = item.path("route");
            assertThat(route.path("id").asText()).isEqualTo(name(file));
            assertThat(route.path("description").asText()).isNotBlank();
            requireSteps(name(file), route.path("from").path("steps"));
        }
    }

    /** Camel calls a step without a name to1, and counts it under that; an operator sees name and description. */
    @ParameterizedTest
    @MethodSource("files")
    void every_step_has_a_name_and_a_description_however_deep_it_stands(Path file) throws IOException {
        var item = yaml(file).get(0);
        assertThat(stepsBelow(item).filter(step -> !step.isEmpty())).allSatisfy(step -> {
            assertThat(step.path("id").asText())
                    .as(step.toString())
                    .isNotBlank()
                    .startsWith(item.has("route") ? name(file) + "-" : "");
            assertThat(step.path("description").asText()).as(step.toString()).isNotBlank();
        });
    }

    /** Returns the options of all steps and branches, of which those of {@code stop} are empty. */
    private static Stream<JsonNode> stepsBelow(JsonNode node) {
        var own =
                Stream.concat(elements(node.path("steps")).flatMap(RoutesTest::elements), elements(node.path("when")));
        return Stream.concat(own, elements(node).flatMap(RoutesTest::stepsBelow));
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /** More than eight are two routes; less than three, with those inside of them, hide what happens in a bean. */
    private static void requireSteps(String name, JsonNode all) {
        var isOneTry = all.size() == 1 && all.get(0).has("doTry");
        var steps = isOneTry ? all.at("/0/doTry/steps") : all;
        assertThat(steps.size()).as(name).isBetween(1, 8);
        assertThat(count(steps)).as(name).isGreaterThanOrEqualTo(3);
    }

    private static int count(JsonNode steps) {
        var count = steps.size();
        for (var step : steps) {
            for (var inner : step.findValues("steps")) {
                count += inner.size();
            }
        }
        return count;
    }

    /**
     * What comes in over HTTP has an answer, and so would what it wakes: each step that wakes another would wait up to half a
     * minute for that one's answer, which does not come where the wake-up was one too many.
     */
    @ParameterizedTest
    @MethodSource("files")
    void whoever_is_woken_by_a_request_is_not_waited_for(Path file) throws IOException {
        var yaml = yaml(file);
        if (yaml.findValuesAsText("uri").stream().anyMatch(uri -> uri.startsWith("platform-http:"))) {
            yaml.findValues("to").stream()
                    .filter(to -> to.path("uri").asText().startsWith("seda:"))
                    .forEach(to -> assertThat(to.path("pattern").asText())
                            .as(to.path("id").asText())
                            .isEqualTo("InOnly"));
        }
    }

    /** Camel reads it as a blank otherwise, and what it stood in is no SQL any more. */
    @ParameterizedTest
    @MethodSource("files")
    void a_parameter_with_a_plus_sign_is_marked_as_raw(Path file) throws IOException {
        yaml(file)
                .findValues("parameters")
                .forEach(parameters -> parameters.forEach(value -> {
                    if (value.asText().contains("+")) {
                        assertThat(value.asText()).startsWith("RAW(");
                    }
                }));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".camel.yaml", "");
    }

    static JsonNode yaml(Path file) throws IOException {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }
}
