package coop.ccci.sandbox.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RecipeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new Jdk8Module());
    private static final String EXPECTED =
            """
            about: Its health check never succeeds
            exit: 1
            verdict: failed
            stage: converge
            reason: without ever staying up
            shows: [non-zero exit (3)]
            tiers: {install: fail}
            rungs: {install: fail}
            assertions: [the recipe deploys]
            violates: [R014]
            """;

    @Test
    void what_is_as_expected_has_no_differences() throws IOException {
        assertThat(differences(EXPECTED)).isEmpty();
    }

    @Test
    void another_exit_code_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("exit: 1", "exit: 3")))
                .containsExactly("the exit code: expected 3, seen 1");
    }

    @Test
    void another_verdict_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("verdict: failed", "verdict: error")))
                .containsExactly("the verdict: expected error, seen failed");
    }

    @Test
    void red_at_another_stage_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("stage: converge", "stage: upgrade")))
                .containsExactly("the stage that fails: expected upgrade, seen converge");
    }

    @Test
    void one_of_two_stages_is_enough_where_either_may_be_and_another_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("stage: converge", "stage: converge or serve")))
                .isEmpty();
        assertThat(differences(EXPECTED.replace("stage: converge", "stage: serve or upgrade")))
                .containsExactly("the stage that fails: expected serve or upgrade, seen converge");
    }

    @Test
    void red_for_another_reason_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("without ever staying up", "swarm paused the update")))
                .singleElement()
                .asString()
                .startsWith("the reason: expected \"swarm paused the update\" in [");
    }

    @Test
    void what_is_not_shown_to_a_person_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("exit (3)", "exit (4)")))
                .singleElement()
                .asString()
                .startsWith("what is shown with the reason: expected \"non-zero exit (4)\"");
    }

    @Test
    void another_tier_and_another_rung_are_differences() throws IOException {
        assertThat(differences(EXPECTED.replace("tiers: {install: fail}", "tiers: {install: pass, upgrade: fail}")
                        .replace("rungs: {install: fail}", "rungs: {install: unver}")))
                .containsExactlyInAnyOrder(
                        "the install tier: expected pass, seen fail",
                        "the upgrade tier: expected fail, seen none",
                        "the rung install: expected unver, seen fail");
    }

    @Test
    void an_assertion_that_is_no_longer_made_is_a_difference() throws IOException {
        assertThat(differences(EXPECTED.replace("the recipe deploys", "the data is still there")))
                .singleElement()
                .asString()
                .startsWith("the assertions made: expected \"the data is still there\"");
    }

    @Test
    void a_rule_that_lint_keeps_silent_about_is_a_difference_and_a_warning_does_not_count() throws IOException {
        assertThat(differences(EXPECTED.replace("R014", "R012")))
                .containsExactly("what lint objects to: expected \"R012\" in [R014]");
        assertThat(differences(EXPECTED.replace("R014", "R015")))
                .containsExactly("what lint objects to: expected \"R015\" in [R014]");
    }

    @Test
    void something_left_behind_and_a_secret_found_are_differences_unless_expected() throws IOException {
        assertThat(differences(EXPECTED + "clean: false\nleaks: true\n"))
                .containsExactly(
                        "that nothing is left behind: expected false, seen true",
                        "that a secret is found: expected true, seen false");
    }

    @Test
    void no_results_are_a_difference() throws IOException {
        var seen = new Observation(1, Optional.empty(), Duration.ofSeconds(2), List.of());
        assertThat(Comparison.differences(expected(EXPECTED), seen))
                .containsExactly("there is no results.json to read");
        assertThat(seen.describe()).isEqualTo("exit 1, no results");
    }

    @Test
    void what_went_wrong_beside_the_run_is_a_difference() throws IOException {
        var seen = new Observation(1, seen().results(), Duration.ofSeconds(2), List.of("a network is left"));
        assertThat(Comparison.differences(expected(EXPECTED), seen)).containsExactly("a network is left");
    }

    @Test
    void the_table_shows_expected_against_seen_and_every_difference() throws IOException {
        assertThat(CanaryTable.text(
                        List.of(
                                outcome("crash-loop", EXPECTED),
                                outcome("slow", EXPECTED.replace("exit: 1", "exit: 3"))),
                        Duration.ofMillis(61_500),
                        2))
                .isEqualTo(
                        """
                           canary                   expected                           seen                                   time
                        ✓  crash-loop               failed at converge, lint R014      failed at converge, lint R014         2.0 s
                        ✗  slow                     failed at converge, lint R014      failed at converge, lint R014         2.0 s
                             the exit code: expected 3, seen 1
                             it says: service app cannot come up: its task failed 4 times without ever staying up
                               task 1: failed, non-zero exit (3)
                             its run is in /runs/slow

                        2 canaries, 1 as expected, 1 not, in 61.5 s, 2 side by side
                        """);
    }

    private static CanaryResult outcome(String name, String expected) throws IOException {
        var canary = new Canary(new RecipeName(name), Path.of("/canaries", name), expected(expected));
        return CanaryResult.of(canary, Path.of("/runs", name), seen());
    }

    private static List<String> differences(String expected) throws IOException {
        return Comparison.differences(expected(expected), seen());
    }

    private static ExpectedResult expected(String text) throws JsonProcessingException {
        return YAML.readValue(text, ExpectedResult.class);
    }

    private static Observation seen() throws IOException {
        try (var file = ComparisonTest.class.getResourceAsStream("results.json")) {
            var results = ContractJson.results(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return new Observation(1, Optional.of(results), Duration.ofSeconds(2), List.of());
        }
    }
}
