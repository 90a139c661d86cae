package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeOverlayTest {
    private static final String GOOD =
            """
            services:
              app:
                environment:
                  - SLOW=1
                healthcheck:
                  start_period: 15m
              worker:
                environment: {QUEUE: small}
            """;

    @TempDir
    Path checkout;

    private void recipe(String text) throws Exception {
        Files.writeString(checkout.resolve("compose.yml"), text);
    }

    @Test
    void it_is_laid_over_the_files_that_the_settings_name_and_named_after_them_once() throws Exception {
        recipe("version: \"3.8\"\nservices:\n  app: {image: a:1}\n");
        Files.writeString(
                checkout.resolve("compose.jobs.yml"), "version: \"3.8\"\nservices:\n  worker: {image: b:1}\n");
        var env = EnvFile.parse("COMPOSE_FILE=compose.yml:compose.jobs.yml\n");

        ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", GOOD).lay(checkout, env, true);
        Files.delete(checkout.resolve(ComposeOverlay.NAME));
        ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", GOOD).lay(checkout, env, true);

        assertThat(env.variables()).containsEntry("COMPOSE_FILE", "compose.yml:compose.jobs.yml:compose.ccci.yml");
        var laid = ComposeSource.read(checkout, ComposeOverlay.NAME);
        assertThat(laid.content().at("version").orElseThrow().text()).isEqualTo("3.8");
        assertThat(laid.entries("services", "app", "environment"))
                .extracting(ComposeSource.Entry::key)
                .containsExactly("SLOW");
        assertThat(laid.entries("services", "app", "healthcheck"))
                .extracting(ComposeSource.Entry::value)
                .containsExactly("15m");
        assertThat(laid.keys("services")).containsExactlyInAnyOrder("app", "worker");
    }

    @Test
    void a_service_that_the_commit_lacks_is_a_mistake_and_one_that_the_base_lacks_is_left_out() throws Exception {
        recipe("services:\n  app: {image: a:1}\n");
        var env = EnvFile.parse("");

        assertThatThrownBy(() -> ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", GOOD)
                        .lay(checkout, env, true))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessage("o.yml:7: the recipe has no service worker; it has app");
        ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", GOOD).lay(checkout, env, false);

        assertThat(env.variables()).containsEntry("COMPOSE_FILE", "compose.yml:compose.ccci.yml");
        assertThat(ComposeSource.read(checkout, ComposeOverlay.NAME).keys("services"))
                .containsExactly("app");
    }

    @Test
    void a_base_with_none_of_its_services_is_deployed_as_it_is() throws Exception {
        recipe("services:\n  old: {image: a:1}\n");
        var env = EnvFile.parse("COMPOSE_FILE=compose.yml:compose.ccci.yml\n");

        ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", GOOD).lay(checkout, env, false);

        assertThat(env.variables()).containsEntry("COMPOSE_FILE", "compose.yml");
        assertThat(checkout.resolve(ComposeOverlay.NAME)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "compose.yml:compose.ccci.yml,                              false, none",
                "compose.yml:compose.ccci.previous.yml:compose.ccci.yml,    false, none",
                "compose.yml:compose.ccci.yml,                              true,  compose.yml",
                "compose.yml:compose.jobs.yml:compose.ccci.yml,             false, compose.yml:compose.jobs.yml",
                "compose.yml,                                               false, compose.yml",
                "none,                                                      false, none",
            })
    void lifted_the_settings_are_as_if_none_had_been_laid(String before, boolean choosesFiles, String after) {
        var env = EnvFile.parse(before == null ? "A=1\n" : "A=1\nCOMPOSE_FILE=" + before + "\n");

        ComposeOverlay.lift(env, choosesFiles);

        assertThat(env.text()).isEqualTo(after == null ? "A=1\n" : "A=1\nCOMPOSE_FILE=" + after + "\n");
    }

    @Test
    void a_recipe_s_own_file_of_that_name_is_not_replaced() throws Exception {
        recipe("services:\n  app: {image: a:1}\n");
        Files.writeString(checkout.resolve(ComposeOverlay.NAME), "services: {}\n");

        assertThatThrownBy(() -> ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", GOOD)
                        .lay(checkout, EnvFile.parse(""), true))
                .hasMessageContaining("take one of them away");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {app: {image: 'other:1'}}                     | services.app.image",
                "services: {app: {deploy: {replicas: 0}}}                | services.app.deploy",
                "services: {app: {healthcheck: {test: ['NONE']}}}        | services.app.healthcheck.test",
                "services: {app: {healthcheck: {disable: true}}}         | services.app.healthcheck.disable",
                "services: {app: {volumes: ['data:/data']}}              | services.app.volumes",
                "networks: {proxy: {external: true}}                     | networks",
                "version: '3.8'                                          | names no service",
                "services: {app: {environment: {A: 1, A: 2}}}            | A",
            })
    void what_would_make_another_app_of_it_is_refused_with_file_and_line(String text, String said) {
        assertThatThrownBy(() -> ComposeOverlay.parse(ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", text))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("o.yml:1")
                .hasMessageContaining(said);
    }
}
