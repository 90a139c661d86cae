package coop.ccci.sandbox.part.drone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Drone makes of {@code .drone.yml}; its steps are run as its runner runs them, by {@code sh -e}. */
class PipelinesTest {
    private static final Path FILE = Path.of("../../.drone.yml");

    @TempDir
    private Path home;

    @Test
    void runs_are_built_for_custom_builds_only_and_a_push_is_tested() throws IOException {
        assertThat(pipelines())
                .hasSize(2)
                .allMatch(each -> each.path("kind").asText().equals("pipeline"));
        assertThat(pipeline("recipe-ci").at("/trigger/event")).hasToString("[\"custom\"]");
        assertThat(pipeline("recipe-ci").at("/clone/disable").asBoolean()).isTrue();
        assertThat(pipeline("self-test").at("/trigger/event")).hasToString("[\"push\"]");
    }

    @Test
    void row_12_no_parameter_is_put_into_the_text_before_it_is_yaml() throws IOException {
        assertThat(Files.readString(FILE)).doesNotContain("${");
    }

    @Test
    void a_green_harness_is_a_green_build_and_a_red_one_keeps_its_code() throws Exception {
        assertThat(step("exit 0").waitFor()).isZero();
        assertThat(step("exit 7").waitFor()).isEqualTo(7);
    }

    @Test
    void a_run_ends_before_its_build_would_and_earlier_where_the_host_says_so() throws Exception {
        var told = "echo \"$CCCI_DEADLINE\" > \"$CCCI_HOME/told\"";
        assertThat(pipeline("recipe-ci")
                        .at("/steps/0/environment/CCCI_DEADLINE")
                        .isMissingNode())
                .as("what a step has, wins over what the runner gives every build")
                .isTrue();

        assertThat(step(told).waitFor()).isZero();
        assertThat(home.resolve("told")).hasContent("55m");
        assertThat(step(told, Map.of("CCCI_DEADLINE", "40m")).waitFor()).isZero();
        assertThat(home.resolve("told")).hasContent("40m");
    }

    @Test
    void the_harness_is_told_when_drone_kills_the_shell() throws Exception {
        var shell = step("trap 'echo TERM > \"$CCCI_HOME/told\"; exit 143' TERM; : > \"$CCCI_HOME/begun\";"
                + " while :; do sleep 0.05; done");
        awaitFile("begun");
        shell.destroyForcibly();
        awaitFile("told");
    }

    @Test
    void the_harness_is_told_when_the_runner_ends() throws Exception {
        var shell = step("trap 'echo TERM > \"$CCCI_HOME/told\"; exit 143' TERM; : > \"$CCCI_HOME/begun\";"
                + " while :; do sleep 0.05; done");
        awaitFile("begun");
        shell.destroy();
        awaitFile("told");
        assertThat(shell.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(shell.exitValue()).isEqualTo(143);
    }

    private void awaitFile(String name) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(home.resolve(name)));
    }

    /** The step of a run, with this for the program {@code cc-ci}. */
    private Process step(String program) throws IOException {
        return step(program, Map.of());
    }

    private Process step(String program, Map<String, String> runner) throws IOException {
        var file = Files.writeString(home.resolve("cc-ci"), "#!/bin/sh\n" + program + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        var commands = StreamSupport.stream(
                        pipeline("recipe-ci").at("/steps/0/commands").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        var builder = new ProcessBuilder("/bin/sh", "-e", "-c", String.join("\n", commands))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment().remove("CCCI_DEADLINE");
        builder.environment().putAll(runner);
        builder.environment().put("CCCI_HOME", home.toString());
        return builder.start();
    }

    private static JsonNode pipeline(String name) throws IOException {
        return pipelines().stream()
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> pipelines() throws IOException {
        try (var all = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(FILE.toFile())) {
            return all.readAll();
        }
    }
}
