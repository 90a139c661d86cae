package coop.ccci.harness.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program on this machine, which has none of what a run needs unless the test gives it. */
class DoctorProcessTest {
    @TempDir
    Path folder;

    private record Ended(int exit, String output, Duration took) {}

    private Ended doctor(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "coop.ccci.harness.HarnessMain",
                "doctor"));
        command.addAll(List.of(arguments));
        var console = folder.resolve("console.txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var began = System.nanoTime();
        var process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(console, StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private Map<String, String> nothing() throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        return Map.of(
                "PATH", bin.toString(),
                "HOME", folder.toString(),
                "CCCI_LOCK_DIR", folder.resolve("locks").toString(),
                "DOCKER_HOST", "unix://" + folder.resolve("no-docker.sock"));
    }

    @Test
    void on_a_machine_without_anything_it_says_so_in_plain_sentences_and_soon() throws Exception {
        var ended = doctor(nothing(), "--deep");

        assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains("✗ setsid is on the PATH: it is not there")
                .contains("✗ Docker answers: Docker does not answer at unix://")
                .contains("? there is an overlay network called proxy: not looked at: swarm.manager has to hold first")
                .contains("✗ CCCI_ZONE names the DNS zone of runs' apps: it is not set")
                .contains(
                        "? abra is on the PATH and tells its version: not looked at: program.setsid has to hold first")
                .contains("could not be looked at")
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("null");
        assertThat(ended.took()).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void an_address_of_docker_that_is_none_is_a_wrong_argument() throws Exception {
        var environment = new java.util.HashMap<>(nothing());
        environment.put("CCCI_INGRESS", "somewhere");

        var ended = doctor(environment);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).contains("\"somewhere\" is not a TLS entry point");
    }
}
