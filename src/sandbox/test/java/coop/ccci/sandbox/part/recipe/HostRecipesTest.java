package coop.ccci.sandbox.part.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.program.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whether the recipes of a host's own parts go with what {@code host.json} says and with the parts that are pinned. */
class HostRecipesTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void every_part_of_the_example_host_that_is_an_app_has_its_recipe_with_its_secrets_and_settings()
            throws IOException {
        var host = new ObjectMapper()
                .readTree(HOME.resolve("nix/tests/units/host.json").toFile());

        for (var part : new String[] {"proxy", "drone", "backupbot"}) {
            var recipe = recipe(host.path(part).path("recipe").asText());
            var compose = compose(recipe, host.path(part));
            host.path(part).path("secrets").fieldNames().forEachRemaining(id -> assertThat(compose)
                    .as(part)
                    .contains("name: ${STACK_NAME}_" + id + "_${SECRET_" + id.toUpperCase(Locale.ROOT) + "_VERSION}"));
            host.path(part).path("secretSettings").fieldNames().forEachRemaining(key -> assertThat(compose)
                    .as(part)
                    .contains("${" + key + "}"));
        }
    }

    @Test
    void the_certificate_of_the_proxy_is_a_pair_of_secrets_as_the_reconciler_names_them() {
        var compose = text(recipe("traefik"), "compose.wildcard.yml");

        assertThat(compose)
                .contains(
                        "${STACK_NAME}_ssl_cert_${SECRET_WILDCARD_CERT_VERSION}",
                        "${STACK_NAME}_ssl_key_${SECRET_WILDCARD_KEY_VERSION}");
    }

    /** abra hands none of these on to Docker, since they would steer its command line. */
    @Test
    void no_setting_is_one_that_docker_takes_for_its_own() {
        for (var recipe : SampleRecipe.ofHosts(HOME)) {
            assertThat(text(recipe, "compose.yml")).as(recipe.name().value()).doesNotContain("${DOCKER_");
        }
    }

    @Test
    void the_programs_in_them_are_those_that_the_sandbox_pins() {
        var cache = Path.of("unused");

        assertThat(text(recipe("traefik"), "compose.yml"))
                .contains("image: @REGISTRY@/traefik:"
                        + GoProgram.traefik(HOME, cache).version() + "\n");
        assertThat(text(recipe("drone"), "compose.yml"))
                .contains("image: @REGISTRY@/ccci/drone:"
                        + GoProgram.droneServer(HOME, cache).version() + "\n");
    }

    @Test
    void a_sample_recipe_of_the_same_name_keeps_its_repository_and_has_the_same_image() {
        var samples = SampleRecipe.all(HOME);
        var drone = samples.stream()
                .filter(each -> each.name().value().equals("drone"))
                .findFirst()
                .orElseThrow();

        assertThat(SampleRecipe.ofHosts(HOME).stream().map(SampleRepositories::repository))
                .extracting(GiteaApi.RepositoryName::name)
                .containsExactlyInAnyOrder("host-backup-bot-two", "host-drone", "host-traefik");
        assertThat(samples.stream().map(SampleRepositories::repository))
                .extracting(GiteaApi.RepositoryName::name)
                .noneMatch(name -> name.startsWith("host-"));
        assertThat(recipe("drone").history().images()).isEqualTo(drone.history().images());
    }

    private static SampleRecipe recipe(String name) {
        return SampleRecipe.ofHosts(HOME).stream()
                .filter(each -> each.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no recipe " + name));
    }

    private static String compose(SampleRecipe recipe, JsonNode part) {
        var files =
                part.path("settings").path("COMPOSE_FILE").asText("compose.yml").split(":");
        return Arrays.stream(files).map(file -> text(recipe, file)).collect(Collectors.joining());
    }

    private static String text(SampleRecipe recipe, String file) {
        try {
            return Files.readString(recipe.tree(recipe.history().main().get(0)).resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
