package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeSourceTest {
    private static final RunApp APP = RunApp.ofDomain(new Zone("ci.example.org"), "cust-abcdef.ci.example.org")
            .orElseThrow();

    @TempDir
    Path checkout;

    private ComposeSource source(String yaml) throws IOException {
        Files.writeString(
                checkout.resolve("compose.yml"), yaml.replace("\\n", "\n").replace("\\t", "\t"));
        return ComposeSource.read(checkout, "compose.yml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services:\\n  app:\\n    environment: !reset []  | compose.yml:3 has the tag !reset",
                "services:\\n  app: !override\\n    image: x      | compose.yml:2 has the tag !override",
                "services:\\n  app:\\n    image: !env IMAGE       | compose.yml:3 has the tag !env",
                "services:\\n  app:\\n   - image: x\\n  :          | compose.yml:4 is not YAML that Docker reads",
                "services:\\n  app:\\n    image: !!str x           | compose.yml:3 has the tag !!str",
                "services:\\n  app: {}\\n  app: {}               | compose.yml:3 is not YAML that Docker reads: found"
                        + " duplicate key app",
                "services:\\n\\tapp: {}                           | compose.yml:2 is not YAML that Docker reads"
            })
    void what_docker_cannot_read_is_refused_with_file_and_line(String yaml, String reason) {
        assertThatThrownBy(() -> source(yaml)).isInstanceOfSatisfying(RunException.class, e -> {
            assertThat(e.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(e.getMessage()).startsWith(reason);
        });
    }

    @Test
    void anchors_and_merges_are_read() throws IOException {
        var source = source(
                """
                x-all: &all
                  image: web:1
                  labels: {a: 1}
                services:
                  app:
                    <<: *all
                  side: {<<: [*all], image: web:2}
                """);

        assertThat(source.keys("services")).containsExactly("app", "side");
        assertThat(source.entries("services", "app", "labels")).containsExactly(new ComposeSource.Entry("a", "1", 3));
        assertThat(source.line("services", "side", "image")).contains(7);
        assertThat(source.content().plain()).asString().contains("web:2");
    }

    @Test
    void a_map_that_is_merged_gives_way_to_what_stands_below_it_and_says_the_same_as_what_stands_above()
            throws IOException {
        var source = source("x-a: &a {b: 1, c: 2}\nservices: {app: {c: 2, <<: *a, d: 3}, side: {<<: *a, c: 4}}\n");

        assertThat(source.content().at("services").orElseThrow().plain())
                .hasToString("{app={c=2, b=1, d=3}, side={b=1, c=4}}");
    }

    @Test
    void scalars_are_what_docker_takes_them_for() throws IOException {
        var source = source(
                "a: [yes, Off, ~, 10, 0555, 0x1f, 22:22, 2024-01-01, 1.5, 1e3, '7', 99999999999999999999, 1_000, =]");

        assertThat(source.content().at("a").orElseThrow().plain())
                .hasToString(
                        "[true, false, null, 10, 365, 31, 22:22, 2024-01-01, 1.5, 1e3, 7, 99999999999999999999, 1000, =]");
    }

    @Test
    void many_aliases_are_read_and_a_bomb_of_them_is_refused() throws IOException {
        var many = new StringBuilder("x-env: &env {A: a}\nservices:\n");
        for (var number = 0; number < 100; number++) {
            many.append("  s").append(number).append(": {image: x, environment: *env}\n");
        }
        Files.writeString(checkout.resolve("compose.yml"), many);
        assertThat(Compose.read(checkout, APP, Map.of()).files()).hasSize(1);

        var bomb = new StringBuilder("x-0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (var number = 1; number < 9; number++) {
            bomb.append("x-").append(number).append(": &x").append(number).append(" [");
            bomb.append(("*x" + (number - 1) + ", ").repeat(10)).append("]\n");
        }
        bomb.append("services: {app: {image: x, command: *x8}}\n");
        Files.writeString(checkout.resolve("compose.yml"), bomb);
        assertThatThrownBy(() -> Compose.read(checkout, APP, Map.of()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("compose.yml cannot be read: with its anchors and aliases");
    }
}
