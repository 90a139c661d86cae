package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import coop.ccci.contract.TierResult.Assertion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The form of {@code results.json}: what is written, what the schema and the handbook say of it, what is read. */
class ResultsFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode schema() throws IOException {
        try (var file = Results.class.getResourceAsStream("results.v2.schema.json")) {
            return JSON.readTree(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_what_people_have_read(SampleResults sample) throws IOException {
        assertThat(ContractJson.text(sample.results())).isEqualTo(sample.golden());
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read_again_and_fits_the_schema(SampleResults sample) throws IOException {
        assertThat(ContractJson.results(sample.golden())).isEqualTo(sample.results());
        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        assertThat(validator.validate(JSON.readTree(sample.golden()))).isEmpty();
    }

    @Test
    void everything_that_is_written_is_in_the_schema_and_everything_in_the_schema_is_written() throws IOException {
        var written = new TreeSet<String>();
        for (var sample : SampleResults.values()) {
            keysOfResults(JSON.readTree(sample.golden()), "", written);
        }
        var described = new TreeSet<String>();
        keysOfSchema(schema(), "", described);
        assertThat(written).isEqualTo(described);
    }

    private static void keysOfResults(JsonNode node, String path, Set<String> keys) {
        node.forEach(item -> {
            if (node.isArray()) {
                keysOfResults(item, path, keys);
            }
        });
        node.properties().forEach(entry -> {
            var key = path.equals("rungs.") ? "rungs.<rung>" : path + entry.getKey();
            keys.add(key);
            keysOfResults(entry.getValue(), key + ".", keys);
        });
    }

    private static void keysOfSchema(JsonNode schema, String path, Set<String> keys) {
        schema.path("properties").properties().forEach(entry -> {
            var key = path + entry.getKey();
            keys.add(key);
            keysOfSchema(entry.getValue(), key + ".", keys);
            keysOfSchema(entry.getValue().path("items"), key + ".", keys);
            if (entry.getValue().path("additionalProperties").isObject()) {
                keys.add(key + ".<rung>");
            }
        });
    }

    @Test
    void the_handbook_explains_every_field_and_no_other() throws IOException {
        var described = new TreeSet<String>();
        keysOfSchema(schema(), "", described);
        var explained = new TreeSet<String>();
        for (var line : Files.readAllLines(Path.of("..", "..", "docs", "results.md"))) {
            if (line.startsWith("| `")) {
                explained.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        assertThat(explained).isEqualTo(described);
    }

    @Test
    void a_newer_writer_s_fields_are_passed_over_wherever_they_stand() throws IOException {
        for (var sample : SampleResults.values()) {
            var tree = JSON.readTree(sample.golden());
            addUnknown(tree, "");
            assertThat(ContractJson.results(tree.toString())).isEqualTo(sample.results());
        }
    }

    private static void addUnknown(JsonNode node, String name) {
        node.forEach(child -> {
            if (node instanceof ArrayNode) {
                addUnknown(child, name);
            }
        });
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> addUnknown(entry.getValue(), entry.getKey()));
            if (!Set.of("rungs", "domains").contains(name)) {
                object.putObject("of_a_later_version").put("x", 1);
            }
        }
    }

    @Test
    void what_a_writer_left_out_because_it_did_not_know_it_is_absent() throws IOException {
        var tree = (ObjectNode) JSON.readTree(SampleResults.FAILED.golden());
        tree.remove(List.of("lint", "screenshot", "base", "deploys", "pull_request", "domains", "notes", "kept"));

        var read = ContractJson.results(tree.toString());

        assertThat(read.lint()).isEmpty();
        assertThat(read.deploys()).isZero();
        assertThat(read.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void results_of_version_1_are_about_the_one_app_that_a_run_had_then() throws IOException {
        var upgraded = ContractJson.results(SampleResults.text("results.v1.level-5.json"));
        assertThat(upgraded.domains()).containsExactly(Map.entry(TestedApp.UPGRADED, "gues-a1b2c3.ci.example.org"));
        assertThat(upgraded.tiers())
                .flatExtracting(TierResult::assertions)
                .extracting(Assertion::app)
                .containsOnly(Optional.of(TestedApp.UPGRADED));
        assertThat(upgraded.notes()).isEmpty();
        assertThat(upgraded.level()).isEqualTo(5);

        var fresh = ContractJson.results(SampleResults.text("results.v1.failed.json"));
        assertThat(fresh.domains()).containsOnlyKeys(TestedApp.FRESH);
        assertThat(fresh.tiers())
                .flatExtracting(TierResult::assertions)
                .extracting(Assertion::app)
                .containsOnly(Optional.of(TestedApp.FRESH));
        assertThat(ContractJson.results(ContractJson.text(fresh))).isEqualTo(fresh);
    }

    @Test
    void a_picture_has_one_name_and_no_way_out_of_the_folder_of_the_run() throws IOException {
        for (var name : List.of("../1/screenshot.png", "/screenshot.png", "screenshot.svg", "")) {
            var tree = (ObjectNode) JSON.readTree(SampleResults.LEVEL_5.golden());
            tree.put("screenshot", name);
            assertThatThrownBy(() -> ContractJson.results(tree.toString()))
                    .isInstanceOf(ContractJson.UnreadableResultsException.class)
                    .hasMessageContaining("screenshot.png");
        }
    }

    @Test
    void a_word_of_a_later_version_makes_the_results_unreadable_and_no_pass() throws IOException {
        for (var word : List.of("\"failed\"", "\"functional\"", "\"unver\"")) {
            var other = SampleResults.FAILED.golden().replace(word, "\"sparkling\"");
            if (word.equals("\"functional\"")) {
                other = other.replace("\"stage\" : \"sparkling\"", "\"stage\" : \"functional\"");
            }
            var text = other;
            assertThatThrownBy(() -> ContractJson.results(text))
                    .isInstanceOf(ContractJson.UnreadableResultsException.class)
                    .hasMessageContaining("sparkling");
        }
    }
}
