package coop.ccci.harness.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.harness.recipe.RecipeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Holds the table of keys in docs/enroll-recipe.md against the schema; the message of a failure is the table to put there. */
class EnrollDocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/enroll-recipe.md");
    private static final String BEGIN = "made from the schema, EnrollDocumentTest says what must stand here -->\n";
    private static final String END = "<!-- end of keys -->";

    @Test
    void the_table_of_keys_is_the_schema_s() throws Exception {
        var document = Files.readString(DOCUMENT);
        var table = document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));

        assertThat(table).isEqualTo(fromSchema());
    }

    private static String fromSchema() throws IOException {
        try (var stream = RecipeYaml.class.getResourceAsStream("recipe.v1.schema.json")) {
            var rows = new StringJoiner("\n", "| key | give | default |\n|---|---|---|\n", "\n");
            rows("", new ObjectMapper().readTree(stream), rows);
            return rows.toString();
        }
    }

    private static void rows(String above, JsonNode schema, StringJoiner rows) {
        schema.path("properties").properties().forEach(property -> {
            var key = above + property.getKey();
            var node = property.getValue();
            if (node.has("properties")) {
                rows(key + ".", node, rows);
            } else {
                rows.add("| `" + key + "` | "
                        + node.path("description").asText().replace("|", "\\|") + " | "
                        + (node.path("default").isValueNode()
                                ? "`" + node.path("default").asText() + "`"
                                : "") + " |");
            }
        });
    }
}
