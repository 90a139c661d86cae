package coop.ccci.sandbox.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher runs in a checkout whose sources are newer than what was built, with programs that are made up. */
class RunsAsBuiltTest {
    @TempDir
    private Path folder;

    private BuiltCheckout checkout;
    private Path called;
    private Path elsewhere;
    private String javaOptions = "";

    @BeforeEach
    void a_checkout_that_was_built_and_then_pulled() throws IOException {
        checkout = BuiltCheckout.in(folder.resolve("checkout"));
        called = checkout.resolve("called");
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        pulled(true);
        for (var program : List.of("java", "javac", "mvn", "unzip")) {
            checkout.program(program, "echo " + program + " >> '" + called + "'");
        }
    }

    private void pulled(boolean isNewer) throws IOException {
        var hour = Duration.ofHours(isNewer ? 1 : -1);
        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plus(hour)));
    }

    private int run(String... words) throws Exception {
        var environment = new HashMap<>(System.getenv());
        environment.put("PATH", checkout.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("XDG_CACHE_HOME", checkout.resolve("cache").toString());
        environment.put("MAVEN_REPO_LOCAL", checkout.resolve("repository").toString());
        environment.put("CCCI_RUN_ID", "7");
        environment.put("CCCI_RUNS_DIR", checkout.resolve("runs").toString());
        environment.put("CCCI_JAVA_OPTS", javaOptions);
        environment.remove("CCCI_SANDBOX_DIR");
        return checkout.run(elsewhere, environment, List.of(words)).code();
    }

    private String called() throws IOException {
        return Files.exists(called) ? Files.readString(called, UTF_8) : "";
    }

    @Test
    void somebody_who_runs_it_gets_what_the_sources_are_now() throws Exception {
        assertThat(run("run", "shop")).isNotZero();
        assertThat(called()).as("the Maven of this test builds nothing").startsWith("mvn");
    }

    @Test
    void a_run_of_the_bridge_is_what_the_bridge_was_started_with() throws Exception {
        assertThat(run("run", "--detach")).isZero();
        await().atMost(Duration.ofMinutes(5)).until(() -> called().contains("java"));
        assertThat(called()).isEqualTo("java\n");
    }

    @Test
    void options_for_java_of_whoever_calls_come_after_all_of_its_own() throws Exception {
        pulled(false);
        checkout.program("java", "echo \"$*\" >> '" + called + "'");
        javaOptions = "-Xlog:gc -XX:+UseG1GC";
        assertThat(run("run", "./shop")).isZero();
        assertThat(called())
                .containsSubsequence("-XX:+UseSerialGC ", "-Xlog:disable ", "-Xlog:gc -XX:+UseG1GC ", " run");
    }

    @Test
    void a_recipe_s_folder_is_looked_for_where_the_command_is_called() throws Exception {
        pulled(false);
        checkout.program("java", "pwd >> '" + called + "'");
        for (var command : List.of("run", "check", "enroll")) {
            assertThat(run(command, "./shop")).isZero();
        }
        assertThat(called().lines())
                .hasSize(3)
                .containsOnly(elsewhere.toRealPath().toString());
    }

    @Test
    void a_run_of_the_bridge_builds_what_is_missing() throws Exception {
        Files.delete(checkout.resolve("src/harness/target/ccci-harness-0.2.0.jar"));
        assertThat(run("run", "--detach")).isZero();
        await().atMost(Duration.ofMinutes(5)).until(() -> called().contains("mvn"));
    }
}
