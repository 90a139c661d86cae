package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractJsonTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    static Results passed() {
        return new Results(
                Results.SCHEMA,
                new RunId(7),
                new RecipeName("custom-html"),
                Optional.of(new Commit("0123456789abcdef0123456789abcdef01234567")),
                "http://127.0.0.1:3000/recipe-maintainers/custom-html.git",
                Optional.of(1),
                Map.of(TestedApp.UPGRADED, "cust-a1b2c3.ci.localhost"),
                Optional.of(new Results.Base(
                        Results.Base.Kind.TARGET_BRANCH, "1.1.0+1.35.0", "the tip of main, which it is merged into")),
                1,
                Verdict.PASSED,
                1,
                START,
                START.plusSeconds(21),
                List.of(
                        new TierResult(
                                Tier.INSTALL,
                                TierStatus.PASS,
                                Optional.empty(),
                                Duration.ofMillis(11_250),
                                List.of(new TierResult.Assertion("answers with 200", true, Optional.empty()))),
                        new TierResult(
                                Tier.UPGRADE,
                                TierStatus.SKIP,
                                Optional.of("not part of this run"),
                                Duration.ZERO,
                                List.of())),
                Map.of(Rung.INSTALL, RungStatus.PASS),
                Optional.of(new Results.Lint(
                        RungStatus.FAIL,
                        Optional.of("R012 does not hold: config versions are vendored in abra.sh"),
                        List.of(new Results.Lint.Rule(
                                "R012", "config versions are vendored in abra.sh", "error", false, false)))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Results.Flags(true, true),
                new Results.Timings(
                        Duration.ofSeconds(21), Duration.ofSeconds(6), Duration.ofSeconds(12), Duration.ofSeconds(1)),
                List.of(),
                List.of());
    }

    static Results failed() {
        return new Results(
                Results.SCHEMA,
                new RunId(8),
                new RecipeName("custom-html"),
                Optional.empty(),
                "http://127.0.0.1:3000/recipe-maintainers/custom-html.git",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                0,
                Verdict.ERROR,
                0,
                START,
                START.plusSeconds(1),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Results.Failure("fetch", "the repository cannot be reached", List.of("refused"))),
                List.of(),
                new Results.Flags(true, true),
                new Results.Timings(Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of());
    }

    @Test
    void results_come_back_as_they_were_written() {
        var file = folder.resolve("results.json");
        ContractJson.write(passed(), file);
        assertThat(ContractJson.read(file)).contains(passed());
        ContractJson.write(failed(), file);
        assertThat(ContractJson.read(file)).contains(failed());
        assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void what_is_written_fits_the_published_schema() throws IOException {
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        try (var schema = Results.class.getResourceAsStream("results.v2.schema.json")) {
            var validator = factory.getSchema(schema);
            for (var results : List.of(passed(), failed())) {
                var tree = new ObjectMapper().readTree(ContractJson.text(results));
                assertThat(validator.validate(tree)).isEmpty();
            }
        }
    }

    @Test
    void the_text_is_the_one_that_people_read() throws Exception {
        try (var golden = ContractJsonTest.class.getResourceAsStream("results.passed.json")) {
            assertThat(ContractJson.text(passed()))
                    .isEqualTo(new String(golden.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Test
    void results_that_are_not_there_yet_are_no_results() {
        assertThat(ContractJson.read(folder.resolve("results.json"))).isEmpty();
    }

    @Test
    void results_of_an_unknown_version_are_refused_with_the_versions_that_are_known() throws IOException {
        var file = Files.writeString(folder.resolve("results.json"), "{\"schema\": 99}");
        assertThatThrownBy(() -> ContractJson.read(file))
                .isInstanceOf(ContractJson.UnreadableResultsException.class)
                .hasMessageContaining("99")
                .hasMessageContaining("1 to " + Results.SCHEMA);
    }

    @Test
    void a_depth_bomb_is_refused() throws IOException {
        var file = Files.writeString(folder.resolve("results.json"), "[".repeat(100_000));
        assertThatThrownBy(() -> ContractJson.read(file)).isInstanceOf(ContractJson.UnreadableResultsException.class);
    }

    @Test
    void results_that_claim_more_than_they_show_cannot_be_made() {
        var text = ContractJson.text(passed()).replace("\"level\" : 1", "\"level\" : 4");
        assertThatThrownBy(() -> ContractJson.parse(text)).hasMessageContaining("overstated");
        var left = ContractJson.text(passed()).replace("\"clean_teardown\" : true", "\"clean_teardown\" : false");
        assertThatThrownBy(() -> ContractJson.parse(left)).hasMessageContaining("cannot have passed");
    }

    @Test
    void a_line_that_is_still_being_written_is_not_an_event() {
        var event = RunEvent.finished(START, "deploy", "pass", Duration.ofMillis(2500), Optional.empty());
        var line = ContractJson.line(event);
        assertThat(ContractJson.event(line)).contains(event);
        assertThat(ContractJson.event(line.substring(0, line.length() / 2))).isEmpty();
        assertThat(line).doesNotContain("\n");
    }
}
