package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole runs of a recipe that brings tests in its own repository, on fakes of abra, Docker and Traefik. */
class OwnTestsTest extends WholeRuns {
    private Path trace;

    @BeforeEach
    void bringTests() throws Exception {
        trace = folder.resolve("state/it-ran-here");
        write("tests/cc-ci/hooks/install-steps.sh", "touch '" + trace + "'\n");
        write(
                "tests/cc-ci/functional/PageTest.java",
                """
                import coop.ccci.app.*;
                import org.junit.jupiter.api.*;
                class PageTest {
                    @Test void says_hello(App app) { Assertions.assertEquals("hello", app.get("/").text()); }
                }
                """);
        fixture.commit("tests of its own");
    }

    @Test
    void row_22_nothing_of_it_runs_for_a_recipe_that_no_operator_lists() {
        for (var listed : new String[] {"", "other"}) {
            fixture.environment.put("CCCI_OWN_TESTS", listed);

            var ran = fixture.run();

            assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
            assertThat(trace).doesNotExist();
            assertThat(ran.stages()).doesNotContain("compile");
            assertThat(tier(ran, Tier.FUNCTIONAL).status()).isEqualTo(TierStatus.SKIP);
            assertThat(ran.results().notes()).anyMatch(note -> note.contains("list custom-html in CCCI_OWN_TESTS"));
        }
    }

    @Test
    void for_a_recipe_that_one_lists_it_is_that_of_the_commit_under_test() throws Exception {
        fixture.environment.put("CCCI_OWN_TESTS", "other, custom-html");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(Files.exists(trace)).isTrue();
        assertThat(tier(ran, Tier.FUNCTIONAL).assertions())
                .extracting(Assertion::name)
                .containsExactly("PageTest: says hello");
    }

    @Test
    void what_is_wrong_in_it_is_the_recipe_s_fault() throws Exception {
        fixture.environment.put("CCCI_OWN_TESTS", "custom-html");
        write("tests/cc-ci/recipe.yml", "trusted: true\n");
        fixture.commit("more");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("can only be said in recipe-tests/");
        assertThat(trace).doesNotExist();
    }

    @Test
    void a_folder_of_cc_ci_goes_before_it() {
        fixture.environment.put("CCCI_OWN_TESTS", "custom-html");
        settings("checks: [{path: /}]\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(trace).doesNotExist();
        assertThat(ran.results().notes()).anyMatch(note -> note.contains("there is a folder for it in recipe-tests/"));
    }
}
