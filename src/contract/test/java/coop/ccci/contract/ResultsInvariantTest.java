package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.Results.Flags;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.TierResult.Assertion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What results can say at all, over every way in which the five tiers and lint can end. */
class ResultsInvariantTest {
    private static final Flags GOOD = new Flags(true, true);

    /** How a tier can end; the last of them was not come to and is not in the results. */
    private enum Ending {
        PASS,
        FAIL,
        SKIP,
        ABSENT
    }

    private static List<TierResult> tiers(Map<Tier, Ending> endings) {
        var tiers = new ArrayList<TierResult>();
        endings.forEach((tier, ending) -> result(tier, ending).ifPresent(tiers::add));
        return tiers;
    }

    private static Optional<TierResult> result(Tier tier, Ending ending) {
        return switch (ending) {
            case PASS -> Optional.of(result(tier, TierStatus.PASS, Optional.empty(), true));
            case FAIL -> Optional.of(result(tier, TierStatus.FAIL, Optional.of("it does not hold"), false));
            case SKIP ->
                Optional.of(new TierResult(
                        tier, TierStatus.SKIP, Optional.of("it does not apply"), Duration.ZERO, List.of()));
            case ABSENT -> Optional.empty();
        };
    }

    private static TierResult result(Tier tier, TierStatus status, Optional<String> reason, boolean held) {
        return new TierResult(
                tier, status, reason, Duration.ZERO, List.of(new Assertion("it holds", held, Optional.empty())));
    }

    private static Optional<Lint> lint(RungStatus status) {
        var rule = new Lint.Rule("R001", "x", "error", status == RungStatus.PASS, false);
        return status == RungStatus.SKIP
                ? Optional.empty()
                : Optional.of(new Lint(
                        status,
                        status == RungStatus.PASS ? Optional.empty() : Optional.of("it is not so"),
                        List.of(rule)));
    }

    private static Results results(
            Verdict verdict,
            int level,
            List<TierResult> tiers,
            Map<Rung, RungStatus> rungs,
            Optional<Lint> lint,
            Flags flags) {
        return new Results(
                Results.SCHEMA,
                new RunId(1),
                new RecipeName("custom-html"),
                Optional.empty(),
                "https://git.example.org/custom-html.git",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                1,
                verdict,
                level,
                Instant.EPOCH,
                Instant.EPOCH,
                tiers,
                rungs,
                lint,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                flags,
                new Results.Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of());
    }

    private static boolean canBe(Runnable making) {
        try {
            making.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void a_run_has_passed_only_when_a_tier_did_none_failed_nothing_is_left_and_nothing_leaked() {
        for (var endings : Combinations.of(Tier.class, Ending.values())) {
            for (var flags : List.of(GOOD, new Flags(false, true), new Flags(true, false), new Flags(false, false))) {
                var may =
                        endings.containsValue(Ending.PASS) && !endings.containsValue(Ending.FAIL) && flags.equals(GOOD);
                assertThat(canBe(() -> results(Verdict.PASSED, 0, tiers(endings), Map.of(), Optional.empty(), flags)))
                        .as("%s %s", endings, flags)
                        .isEqualTo(may);
            }
        }
    }

    @Test
    void an_app_is_kept_of_this_run_only_and_of_none_that_passed() throws Exception {
        var failed = SampleResults.FAILED.golden();
        assertThat(ContractJson.results(failed).kept()).hasSize(1);
        assertThatExceptionOfType(UnreadableResultsException.class)
                .isThrownBy(() -> ContractJson.results(
                        failed.replace("\"domain\" : \"gues-77aa00", "\"domain\" : \"wiki-77aa00")))
                .withMessageContaining("the app wiki-77aa00.ci.example.org is kept, but is none of the run's");
        var passed = SampleResults.LEVEL_5.golden();
        assertThatExceptionOfType(UnreadableResultsException.class)
                .isThrownBy(
                        () -> ContractJson.results(
                                passed.replace(
                                        "\"kept\" : [ ]",
                                        "\"kept\" : [ {\"domain\": \"gues-a1b2c3.ci.example.org\", \"until\": \"2026-11-22T11:00:00Z\"} ]")))
                .withMessageContaining("a run that has passed keeps no app");
    }

    @Test
    void every_other_verdict_can_be_told_of_whatever_happened() {
        for (var endings : Combinations.of(Tier.class, Ending.values())) {
            assertThat(canBe(() -> results(
                            Verdict.ERROR, 0, tiers(endings), Map.of(), Optional.empty(), new Flags(false, false))))
                    .isTrue();
        }
    }

    @Test
    void a_rung_is_passed_only_when_all_that_it_stands_for_passed() {
        for (var endings : Combinations.of(Tier.class, Ending.values())) {
            for (var rung : Rung.values()) {
                for (var lint : RungStatus.values()) {
                    var all = new ArrayList<Ending>();
                    switch (rung) {
                        case INSTALL -> all.add(endings.get(Tier.INSTALL));
                        case UPGRADE -> all.add(endings.get(Tier.UPGRADE));
                        case BACKUP_RESTORE -> all.addAll(List.of(endings.get(Tier.BACKUP), endings.get(Tier.RESTORE)));
                        case FUNCTIONAL -> all.add(endings.get(Tier.FUNCTIONAL));
                        case LINT -> all.add(lint == RungStatus.PASS ? Ending.PASS : Ending.FAIL);
                    }
                    var passed = all.stream().allMatch(Ending.PASS::equals);
                    var skipped = all.contains(Ending.SKIP)
                            && all.stream().allMatch(ending -> ending == Ending.PASS || ending == Ending.SKIP);
                    var allowed = Map.of(
                            RungStatus.PASS,
                            passed,
                            RungStatus.SKIP,
                            skipped,
                            RungStatus.FAIL,
                            true,
                            RungStatus.UNVER,
                            true);
                    allowed.forEach((claim, may) -> assertThat(Ladder.allows(
                                    rung, claim, tiers(endings), lint(lint).map(Lint::status)))
                            .as("%s %s of %s, lint %s", rung, claim, endings, lint)
                            .isEqualTo(may));
                }
            }
        }
    }

    @Test
    void a_level_above_what_the_rungs_reach_cannot_be_told_and_one_below_can() {
        var everything = tiers(new EnumMap<>(Map.of(
                Tier.INSTALL, Ending.PASS,
                Tier.UPGRADE, Ending.PASS,
                Tier.BACKUP, Ending.PASS,
                Tier.RESTORE, Ending.PASS,
                Tier.FUNCTIONAL, Ending.PASS)));
        RungStatus[] claims = {RungStatus.PASS, RungStatus.FAIL, RungStatus.UNVER};
        for (var rungs : Combinations.of(Rung.class, claims)) {
            for (var level = -1; level <= 6; level++) {
                var told = level;
                assertThat(canBe(() -> results(Verdict.PASSED, told, everything, rungs, lint(RungStatus.PASS), GOOD)))
                        .isEqualTo(level >= 0 && level <= Level.of(rungs));
            }
        }
    }

    @Test
    void a_tier_that_ended_without_a_reason_or_passed_without_an_assertion_cannot_be_told() {
        for (var status : List.of(TierStatus.FAIL, TierStatus.SKIP)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> result(Tier.UPGRADE, status, Optional.empty(), false))
                    .withMessageContaining("without a reason");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TierResult(Tier.FUNCTIONAL, TierStatus.PASS, Optional.empty(), Duration.ZERO, List.of()))
                .withMessageContaining("nothing was asserted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> result(Tier.FUNCTIONAL, TierStatus.PASS, Optional.empty(), false))
                .withMessageContaining("cannot have passed");
    }

    @Test
    void a_tier_cannot_be_told_twice_so_that_the_better_ending_hides_the_worse() {
        var twice = List.of(
                result(Tier.INSTALL, Ending.SKIP).orElseThrow(),
                result(Tier.INSTALL, Ending.PASS).orElseThrow());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results(Verdict.PASSED, 0, twice, Map.of(), Optional.empty(), GOOD))
                .withMessageContaining("twice");
    }

    @Test
    void lint_that_passed_names_its_rules_and_none_of_severity_error_is_broken() {
        var broken = new Lint.Rule("R008", "x", "error", false, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lint(RungStatus.PASS, Optional.empty(), List.of(broken)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lint(RungStatus.PASS, Optional.empty(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lint(RungStatus.UNVER, Optional.empty(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lint(RungStatus.SKIP, Optional.of("why"), List.of(broken)));
        assertThat(canBe(() -> new Lint(
                        RungStatus.PASS,
                        Optional.empty(),
                        List.of(
                                new Lint.Rule("R008", "x", "error", false, true),
                                new Lint.Rule("R006", "x", "warn", false, false)))))
                .isTrue();
    }
}
