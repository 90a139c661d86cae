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

class PreviousRepairTest {
    @TempDir
    private Path recipe;

    private void file(String name, String text) throws Exception {
        Files.createDirectories(recipe.resolve("previous"));
        Files.writeString(recipe.resolve("previous").resolve(name), text);
    }

    @Test
    void it_may_say_more_than_what_is_laid_over_every_deploy() throws Exception {
        file("VERSION", "v1.0.0+1.27.2\n");
        file("README.md", "why");
        file(
                "compose.yml",
                """
                services:
                  app:
                    image: mirror/app:1
                    healthcheck: {test: [CMD, "true"], start_period: 15m}
                    deploy: {update_config: {order: stop-first}}
                """);

        assertThat(PreviousRepair.in(recipe)).hasValueSatisfying(repair -> {
            assertThat(repair.version()).isEqualTo("v1.0.0+1.27.2");
            assertThat(repair.describe())
                    .isEqualTo("previous/ repairs v1.0.0+1.27.2 as the base of an upgrade: compose.yml over app");
        });
    }

    @Test
    void a_recipe_without_the_folder_repairs_nothing() {
        assertThat(PreviousRepair.in(recipe)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0.0 | services: {app: {ports: [1]}} | compose.yml:1: services.app.ports cannot be laid over",
                "1.0.0 | services: {app: {deploy: {labels: [a=b]}}} | services.app.deploy.labels cannot be laid over",
                "1.0.0 | secrets: {a: {external: true}} | secrets cannot be laid over",
                "1.0.0 | '' | has no file compose.yml",
                "'' | services: {app: {image: x}} | has no file VERSION",
                "one two | services: {app: {image: x}} | VERSION:1: this is no version tag"
            })
    void what_is_wrong_is_told_by_file(String version, String compose, String told) throws Exception {
        Files.createDirectories(recipe.resolve("previous"));
        if (!version.isEmpty()) {
            file("VERSION", version);
        }
        if (!compose.isEmpty()) {
            file("compose.yml", compose);
        }

        assertThatThrownBy(() -> PreviousRepair.in(recipe))
                .hasMessageContaining(told)
                .isInstanceOfSatisfying(
                        RunException.class, wrong -> assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void a_file_that_nothing_reads_is_told() throws Exception {
        file("VERSION", "1.0.0");
        file("compose.yml", "services: {app: {image: x}}");
        file(".env", "A=b");

        assertThatThrownBy(() -> PreviousRepair.in(recipe)).hasMessageContaining("previous/.env: nothing reads this");
    }
}
