package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class LabelOverlayTest {
    @TempDir
    private Path recipe;

    @Test
    void labels_and_values_that_the_recipe_does_not_set_are_added_to_app() throws IOException {
        Files.writeString(
                recipe.resolve("compose.yml"),
                "version: '3.8'\nservices: {app: {environment: [DOMAIN=x]}, db: {image: b}}\n");
        var env = new LinkedHashMap<String, String>();
        env.put("DOMAIN", "a.example.org");
        env.put("PRICE", "5$");
        var text = LabelOverlay.text(ComposeFiles.read(recipe, Map.of()), Map.of("coop-cloud.a.chaos", "true"), env);
        assertThat(new Yaml().<Object>load(text))
                .isEqualTo(Map.of(
                        "version",
                        "3.8",
                        "services",
                        Map.of(
                                "app",
                                Map.of(
                                        "environment", Map.of("PRICE", "5$$"),
                                        "deploy", Map.of("labels", Map.of("coop-cloud.a.chaos", "true"))))));
    }
}
