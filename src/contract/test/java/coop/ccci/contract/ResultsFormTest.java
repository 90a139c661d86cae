package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import coop.ccci.contract.Results.Base;
import coop.ccci.contract.Results.Failure;
import coop.ccci.contract.Results.Flags;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.Results.Timings;
import coop.ccci.contract.TierResult.Assertion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The form of {@code results.json}: what is written, what the schema and the handbook say of it, what is read. */
class ResultsFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** Results of each kind, whose text stands in a file of that name. */
    private enum Kind {
        LEVEL_5,
        FAILED,
        ERROR;

        Results results() {
            return switch (this) {
                case LEVEL_5 -> level5();
                case FAILED -> failed();
                case ERROR -> error();
            };
        }

        String golden() throws IOException {
            return text("results." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".json");
        }
    }

    private static String text(String name) throws IOException {
        try (var file = ResultsFormTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TierResult passed(Tier tier, long seconds, String assertion) {
        return new TierResult(
                tier,
                TierStatus.PASS,
                Optional.empty(),
                Duration.ofSeconds(seconds),
                List.of(new Assertion(
                        assertion,
                        true,
                        Optional.empty(),
                        Optional.of(tier == Tier.INSTALL ? TestedApp.FRESH : TestedApp.UPGRADED))));
    }

    private static TierResult skipped(Tier tier, String reason) {
        return new TierResult(tier, TierStatus.SKIP, Optional.of(reason), Duration.ZERO, List.of());
    }

    private static Results level5() {
        return new Results(
                Results.SCHEMA,
                new RunId(41),
                new RecipeName("guestbook"),
                Optional.of(new Commit("0123456789abcdef0123456789abcdef01234567")),
                "https://git.example.org/recipes/guestbook.git",
                Optional.of(3),
                Map.of(TestedApp.FRESH, "gues-a1b2c3.ci.example.org", TestedApp.UPGRADED, "gues-0f9e8d.ci.example.org"),
                Optional.of(new Base(Base.Kind.LAST_GREEN, "1.2.0+15.4", "it is the newest that passed here")),
                2,
                Verdict.PASSED,
                5,
                START,
                START.plusSeconds(95),
                List.of(
                        passed(Tier.INSTALL, 20, "swarm runs every service as its specification says"),
                        passed(Tier.UPGRADE, 15, "the services are those of commit 01234567"),
                        passed(Tier.BACKUP, 12, "the snapshot holds the witness"),
                        passed(Tier.RESTORE, 9, "the witness is there again"),
                        passed(Tier.FUNCTIONAL, 4, "EntryTest: an entry is shown")),
                Map.of(
                        Rung.INSTALL, RungStatus.PASS,
                        Rung.UPGRADE, RungStatus.PASS,
                        Rung.BACKUP_RESTORE, RungStatus.PASS,
                        Rung.FUNCTIONAL, RungStatus.PASS,
                        Rung.LINT, RungStatus.PASS),
                Optional.of(new Lint(
                        RungStatus.PASS,
                        Optional.empty(),
                        List.of(
                                new Lint.Rule("R001", "compose config has expected version", "warn", false, false),
                                new Lint.Rule("R002", "traefik routing enabled", "error", false, true)))),
                Optional.of("screenshot.png"),
                Optional.empty(),
                List.of("the commit's .env.sample adds [THEME]"),
                new Flags(true, true),
                new Timings(
                        Duration.ofSeconds(95),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(42),
                        Duration.ofMillis(10_500)));
    }

    private static Results failed() {
        var message = "assertion failed: EntryTest: an entry is shown: expected: <hello> but was: <>";
        return new Results(
                Results.SCHEMA,
                new RunId(42),
                new RecipeName("guestbook"),
                Optional.of(new Commit("89abcdef0123456789abcdef0123456789abcdef")),
                "https://git.example.org/recipes/guestbook.git",
                Optional.of(4),
                Map.of(TestedApp.FRESH, "gues-d4e5f6.ci.example.org"),
                Optional.empty(),
                1,
                Verdict.FAILED,
                1,
                START,
                START.plusSeconds(33),
                List.of(
                        passed(Tier.INSTALL, 20, "swarm runs every service as its specification says"),
                        skipped(Tier.UPGRADE, "there is nothing to upgrade from: it has no published version"),
                        skipped(Tier.BACKUP, "the recipe keeps nothing"),
                        skipped(Tier.RESTORE, "the recipe keeps nothing"),
                        new TierResult(
                                Tier.FUNCTIONAL,
                                TierStatus.FAIL,
                                Optional.of(message),
                                Duration.ofMillis(2250),
                                List.of(
                                        new Assertion(
                                                "/ answers with 200",
                                                true,
                                                Optional.empty(),
                                                Optional.of(TestedApp.FRESH)),
                                        new Assertion(
                                                "EntryTest: an entry is shown",
                                                false,
                                                Optional.of("expected: <hello> but was: <>"),
                                                Optional.of(TestedApp.FRESH))))),
                Map.of(
                        Rung.INSTALL, RungStatus.PASS,
                        Rung.UPGRADE, RungStatus.UNVER,
                        Rung.BACKUP_RESTORE, RungStatus.SKIP,
                        Rung.FUNCTIONAL, RungStatus.FAIL,
                        Rung.LINT, RungStatus.UNVER),
                Optional.of(new Lint(
                        RungStatus.UNVER, Optional.of("abra recipe lint did not end within its time"), List.of())),
                Optional.empty(),
                Optional.of(new Failure(
                        "functional", message, List.of("service app: 1 of 1 running", "  | <b>its</b> last words"))),
                List.of(),
                new Flags(true, true),
                new Timings(
                        Duration.ofSeconds(33), Duration.ofSeconds(12), Duration.ofSeconds(14), Duration.ofSeconds(5)));
    }

    private static Results error() {
        return new Results(
                Results.SCHEMA,
                new RunId(43),
                new RecipeName("guestbook"),
                Optional.empty(),
                "https://git.example.org/recipes/guestbook.git",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                0,
                Verdict.ERROR,
                0,
                START,
                START.plusMillis(900),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Failure("fetch", "the forge does not answer; is it up?", List.of())),
                List.of(),
                new Flags(true, true),
                new Timings(Duration.ofMillis(900), Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    private static JsonNode schema() throws IOException {
        try (var file = Results.class.getResourceAsStream("results.v2.schema.json")) {
            return JSON.readTree(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_what_people_have_read(Kind kind) throws IOException {
        assertThat(ContractJson.text(kind.results())).isEqualTo(kind.golden());
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read_again_and_fits_the_schema(Kind kind) throws IOException {
        assertThat(ContractJson.results(kind.golden())).isEqualTo(kind.results());
        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        assertThat(validator.validate(JSON.readTree(kind.golden()))).isEmpty();
    }

    @Test
    void everything_that_is_written_is_in_the_schema_and_everything_in_the_schema_is_written() throws IOException {
        var written = new TreeSet<String>();
        for (var kind : Kind.values()) {
            keysOfResults(JSON.readTree(kind.golden()), "", written);
        }
        var described = new TreeSet<String>();
        keysOfSchema(schema(), "", described);
        assertThat(written).isEqualTo(described);
    }

    private static void keysOfResults(JsonNode node, String path, Set<String> keys) {
        node.forEach(item -> {
            if (node.isArray()) {
                keysOfResults(item, path, keys);
            }
        });
        node.properties().forEach(entry -> {
            var key = path.equals("rungs.") ? "rungs.<rung>" : path + entry.getKey();
            keys.add(key);
            keysOfResults(entry.getValue(), key + ".", keys);
        });
    }

    private static void keysOfSchema(JsonNode schema, String path, Set<String> keys) {
        schema.path("properties").properties().forEach(entry -> {
            var key = path + entry.getKey();
            keys.add(key);
            keysOfSchema(entry.getValue(), key + ".", keys);
            keysOfSchema(entry.getValue().path("items"), key + ".", keys);
            if (entry.getValue().path("additionalProperties").isObject()) {
                keys.add(key + ".<rung>");
            }
        });
    }

    @Test
    void the_handbook_explains_every_field_and_no_other() throws IOException {
        var described = new TreeSet<String>();
        keysOfSchema(schema(), "", described);
        var explained = new TreeSet<String>();
        for (var line : Files.readAllLines(Path.of("..", "..", "docs", "results.md"))) {
            if (line.startsWith("| `")) {
                explained.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        assertThat(explained).isEqualTo(described);
    }

    @Test
    void a_newer_writer_s_fields_are_passed_over_wherever_they_stand() throws IOException {
        for (var kind : Kind.values()) {
            var tree = JSON.readTree(kind.golden());
            addUnknown(tree, "");
            assertThat(ContractJson.results(tree.toString())).isEqualTo(kind.results());
        }
    }

    private static void addUnknown(JsonNode node, String name) {
        node.forEach(child -> {
            if (node instanceof ArrayNode) {
                addUnknown(child, name);
            }
        });
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> addUnknown(entry.getValue(), entry.getKey()));
            if (!Set.of("rungs", "domains").contains(name)) {
                object.putObject("of_a_later_version").put("x", 1);
            }
        }
    }

    @Test
    void what_a_writer_left_out_because_it_did_not_know_it_is_absent() throws IOException {
        var tree = (ObjectNode) JSON.readTree(Kind.FAILED.golden());
        tree.remove(List.of("lint", "screenshot", "base", "deploys", "pull_request", "domains", "notes"));

        var read = ContractJson.results(tree.toString());

        assertThat(read.lint()).isEmpty();
        assertThat(read.deploys()).isZero();
        assertThat(read.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void results_of_version_1_are_about_the_one_app_that_a_run_had_then() throws IOException {
        var upgraded = ContractJson.results(text("results.v1.level-5.json"));
        assertThat(upgraded.domains()).containsExactly(Map.entry(TestedApp.UPGRADED, "gues-a1b2c3.ci.example.org"));
        assertThat(upgraded.tiers())
                .flatExtracting(TierResult::assertions)
                .extracting(Assertion::app)
                .containsOnly(Optional.of(TestedApp.UPGRADED));
        assertThat(upgraded.notes()).isEmpty();
        assertThat(upgraded.level()).isEqualTo(5);

        var fresh = ContractJson.results(text("results.v1.failed.json"));
        assertThat(fresh.domains()).containsOnlyKeys(TestedApp.FRESH);
        assertThat(fresh.tiers())
                .flatExtracting(TierResult::assertions)
                .extracting(Assertion::app)
                .containsOnly(Optional.of(TestedApp.FRESH));
        assertThat(ContractJson.results(ContractJson.text(fresh))).isEqualTo(fresh);
    }

    @Test
    void a_picture_has_one_name_and_no_way_out_of_the_folder_of_the_run() throws IOException {
        for (var name : List.of("../1/screenshot.png", "/screenshot.png", "screenshot.svg", "")) {
            var tree = (ObjectNode) JSON.readTree(Kind.LEVEL_5.golden());
            tree.put("screenshot", name);
            assertThatThrownBy(() -> ContractJson.results(tree.toString()))
                    .isInstanceOf(ContractJson.UnreadableResultsException.class)
                    .hasMessageContaining("screenshot.png");
        }
    }

    @Test
    void a_word_of_a_later_version_makes_the_results_unreadable_and_no_pass() throws IOException {
        for (var word : List.of("\"failed\"", "\"functional\"", "\"unver\"")) {
            var other = Kind.FAILED.golden().replace(word, "\"sparkling\"");
            if (word.equals("\"functional\"")) {
                other = other.replace("\"stage\" : \"sparkling\"", "\"stage\" : \"functional\"");
            }
            var text = other;
            assertThatThrownBy(() -> ContractJson.results(text))
                    .isInstanceOf(ContractJson.UnreadableResultsException.class)
                    .hasMessageContaining("sparkling");
        }
    }
}
