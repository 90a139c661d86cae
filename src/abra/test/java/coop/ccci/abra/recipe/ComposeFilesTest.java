package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFilesTest {
    @TempDir
    private Path recipe;

    @Test
    void without_compose_file_it_is_compose_yml() throws IOException {
        write("compose.yml", "version: '3.8'\nservices: {app: {image: a}}\n");
        var compose = ComposeFiles.read(recipe, Map.of());
        assertThat(compose.paths()).containsExactly(recipe.resolve("compose.yml"));
        assertThat(compose.version()).contains("3.8");
    }

    @Test
    void the_files_are_laid_over_each_other_in_the_order_of_compose_file() throws IOException {
        write("compose.yml", "services: {app: {environment: [A=1, B]}}\n");
        write("compose.db.yml", "services: {db: {image: b}, app: {environment: {C: 2}}}\n");
        var compose = ComposeFiles.read(recipe, Map.of("COMPOSE_FILE", "compose.yml:compose.db.yml"));
        assertThat(compose.paths())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("compose.yml", "compose.db.yml");
        assertThat(compose.services()).containsExactly("app", "db");
        assertThat(compose.environmentKeys("app")).containsExactly("A", "B", "C");
    }

    @Test
    void the_variables_are_those_that_a_text_or_an_environment_without_a_value_names() throws IOException {
        write(
                "compose.yml",
                """
                services:
                  app:
                    image: "a:${TAG:-$OTHER_TAG}"
                    environment: [A=1, B, "C=$$NO", "D=${E:?${F}}"]
                  db: {image: b, environment: {G: , H: "$I", J: "x"}}
                volumes: {data: {name: "${STACK_NAME}_data"}}
                """);
        assertThat(ComposeFiles.read(recipe, Map.of()).variables())
                .contains("TAG", "OTHER_TAG", "B", "E", "F", "G", "I", "STACK_NAME")
                .doesNotContain("A", "C", "NO", "D", "H", "J", "COMPOSE_FILE");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> ComposeFiles.read(recipe, Map.of("COMPOSE_FILE", "compose.smtp.yml")))
                .hasMessageContaining("compose.smtp.yml");
    }

    @Test
    void what_is_not_yaml_is_refused_with_its_line() throws IOException {
        write("compose.yml", "services:\n  app: [\n");
        assertThatThrownBy(() -> ComposeFiles.read(recipe, Map.of()))
                .hasMessageContaining("cannot parse")
                .hasMessageContaining("line 3");
    }

    @Test
    void anchors_and_merge_keys_are_resolved() throws IOException {
        write("compose.yml", "x-env: &env {A: 1}\nservices: {app: {environment: {<<: *env, B: 2}}}\n");
        assertThat(ComposeFiles.read(recipe, Map.of()).environmentKeys("app")).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void a_java_object_in_a_compose_file_is_not_made() throws IOException {
        write("compose.yml", "services: !!java.net.URL ['http://127.0.0.1:9/']\n");
        assertThatThrownBy(() -> ComposeFiles.read(recipe, Map.of())).hasMessageContaining("cannot parse");
    }

    @Test
    void only_the_secrets_that_a_service_uses_are_in_use() throws IOException {
        write(
                "compose.yml",
                """
                services: {app: {secrets: [one, {source: two, target: x}]}}
                secrets: {one: {name: '${S}_one_v1'}, two: {name: 't_v1'}, three: {name: 'u_v1'}}
                """);
        var compose = ComposeFiles.read(recipe, Map.of());
        assertThat(compose.secretsInUse()).containsExactly("one", "two");
        assertThat(compose.externalNames("secrets", Map.of("S", "stack")))
                .containsEntry("one", "stack_one_v1")
                .containsKey("three");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${START_PERIOD}", "soon", "10", "1 m"})
    void durations_are_checked_before_variables_are_replaced(String duration) throws IOException {
        write("compose.yml", "services: {app: {healthcheck: {start_period: '" + duration + "'}}}\n");
        assertThatThrownBy(() -> ComposeFiles.read(recipe, Map.of("START_PERIOD", "1m")))
                .hasMessageContaining("services.app.healthcheck.start_period Does not match format 'duration'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "1m30s", "0", "1.5h", "500ms"})
    void a_duration_is_accepted(String duration) throws IOException {
        write("compose.yml", "services: {app: {deploy: {update_config: {monitor: " + duration + "}}}}\n");
        assertThat(ComposeFiles.read(recipe, Map.of()).services()).containsExactly("app");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(recipe.resolve(name), text);
    }
}
