package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recipe may ask for, in whole runs on fakes: judged before abra sees it, and deployed as it was judged. */
class RecipeGuardsTest {
    private static final String POWERFUL =
            "services: {app: {image: x, privileged: true, deploy: {labels: [traefik.enable=true]}}}\n";

    @TempDir
    Path folder;

    private HarnessFixture fixture;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private void recipe(String file, String text) throws Exception {
        HarnessFixture.write(fixture.recipe().resolve(file), text);
        fixture.commit("asks for more");
    }

    @Test
    void row_21_a_recipe_that_asks_for_the_machine_is_refused_before_anything_is_deployed() throws Exception {
        recipe(
                "compose.yml",
                "services: {app: {image: x, volumes: ['/var/run/docker.sock:/x'], deploy: {labels: [traefik.enable=true]}}}\n");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("compose.yml:1 services.app.volumes: the Docker socket");
        assertThat(fixture.calls()).doesNotContain("app deploy");
        assertThat(fixture.docker.objects()).isEmpty();
    }

    @Test
    void row_21_a_recipe_that_not_everybody_reads_alike_is_refused_before_abra_makes_an_app_of_it() throws Exception {
        recipe("abra.sh", "export COMPOSE_FILE=compose.evil.yml\n");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("abra.sh:1 exports COMPOSE_FILE");
        assertThat(fixture.calls()).doesNotContain("app new");
    }

    @Test
    void row_21_what_is_deployed_has_the_settings_that_were_judged_and_nothing_that_another_reader_takes_otherwise()
            throws Exception {
        recipe(
                ".env.sample",
                """
                RECIPE=custom-html
                ## Domain aliases
                EXTRA_DOMAINS=', `cloud.example.org`'
                DOMAIN = custom-html.example.com
                LETS_ENCRYPT_ENV=production
                  export NOTE="one $DOMAIN" # not a setting
                SECRET_PW_VERSION=v1 # length=32 and some words charset=hex
                """);

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.env").lines())
                .containsExactly(
                        "RECIPE=custom-html",
                        "EXTRA_DOMAINS=",
                        "DOMAIN=" + ran.domain(),
                        "LETS_ENCRYPT_ENV=",
                        "NOTE='one " + ran.domain() + "'",
                        "SECRET_PW_VERSION=v1 # length=32 charset=hex",
                        "STACK_NAME=" + ran.domain().replace('.', '_'));
    }

    @Test
    void row_21_a_recipe_that_an_operator_trusts_is_deployed_and_what_it_asks_for_is_reported() throws Exception {
        recipe("compose.yml", POWERFUL);
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/recipe.yml"), "trusted: true\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log())
                .contains("trusted, asks for compose.yml:1 services.app.privileged: all power over the machine");
    }

    @Test
    void row_22_a_pull_request_cannot_have_its_recipe_trusted() throws Exception {
        HarnessFixture.write(fixture.recipe().resolve("compose.yml"), POWERFUL);
        for (var place : new String[] {"recipe.yml", "recipe-tests/custom-html/recipe.yml", "tests/cc-ci/recipe.yml"}) {
            HarnessFixture.write(fixture.recipe().resolve(place), "trusted: true\n");
        }
        recipe(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nTRUSTED=true\n");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("services.app.privileged");
        assertThat(fixture.calls()).doesNotContain("app deploy");
    }

    @Test
    void row_22_tests_that_a_pull_request_brings_are_not_run_in_the_place_of_the_operator_s() throws Exception {
        recipe("recipe-tests/custom-html/functional/OwnTest.java", "this does not compile");
        recipe("functional/OwnTest.java", "this does not compile");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log()).doesNotContain("OwnTest");
    }
}
