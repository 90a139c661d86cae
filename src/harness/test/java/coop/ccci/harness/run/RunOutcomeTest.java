package coop.ccci.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Level;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.RunException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run comes to, over every way in which its five tiers and lint can end. */
class RunOutcomeTest {
    private static final Map<Rung, List<Tier>> TIERS = Map.of(
            Rung.INSTALL, List.of(Tier.INSTALL),
            Rung.UPGRADE, List.of(Tier.UPGRADE),
            Rung.BACKUP_RESTORE, List.of(Tier.BACKUP, Tier.RESTORE),
            Rung.FUNCTIONAL, List.of(Tier.FUNCTIONAL));

    private enum Way {
        PASSED,
        FAILED,
        LEFT_OUT_ON_PURPOSE,
        LEFT_OUT,
        NOT_COME_TO
    }

    private static List<Map<Tier, Way>> everyWay() {
        List<Map<Tier, Way>> all = new ArrayList<>(List.of(new EnumMap<>(Tier.class)));
        for (var tier : Tier.values()) {
            var longer = new ArrayList<Map<Tier, Way>>();
            for (var ways : all) {
                for (var way : Way.values()) {
                    var more = new EnumMap<Tier, Way>(Tier.class);
                    more.putAll(ways);
                    more.put(tier, way);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    private static Optional<TierEnd> ended(Tier tier, Way way) {
        return switch (way) {
            case PASSED -> Optional.of(new TierEnd(result(tier, TierStatus.PASS), RungStatus.PASS));
            case FAILED -> Optional.of(new TierEnd(result(tier, TierStatus.FAIL), RungStatus.FAIL));
            case LEFT_OUT_ON_PURPOSE -> Optional.of(new TierEnd(result(tier, TierStatus.SKIP), RungStatus.SKIP));
            case LEFT_OUT -> Optional.of(new TierEnd(result(tier, TierStatus.SKIP), RungStatus.UNVER));
            case NOT_COME_TO -> Optional.empty();
        };
    }

    private static TierResult result(Tier tier, TierStatus status) {
        var held = status == TierStatus.PASS;
        return new TierResult(
                tier,
                status,
                held ? Optional.empty() : Optional.of("it is so"),
                Duration.ZERO,
                status == TierStatus.SKIP ? List.of() : List.of(new Assertion("it holds", held, Optional.empty())));
    }

    private static RunOutcome conclusion(Map<Tier, Way> ways, RungStatus lint) {
        var ended = new EnumMap<Tier, TierEnd>(Tier.class);
        ways.forEach((tier, way) -> ended(tier, way).ifPresent(one -> ended.put(tier, one)));
        var fault = ways.containsValue(Way.FAILED)
                ? Optional.of(StageRunner.Fault.of(RunStage.INSTALL.code(), RunException.recipe("it does not hold")))
                : Optional.<StageRunner.Fault>empty();
        return new RunOutcome(fault, Optional.empty(), Optional.empty(), ended, lint);
    }

    @Test
    void the_level_never_stands_on_a_tier_that_failed_was_left_out_unsaid_or_was_not_come_to() {
        var seen = 0;
        for (var ways : everyWay()) {
            for (var lint : List.of(RungStatus.PASS, RungStatus.FAIL, RungStatus.UNVER)) {
                var level = Level.of(conclusion(ways, lint).rungs());
                for (var rung : Rung.values()) {
                    if (level >= rung.number()) {
                        if (rung == Rung.LINT) {
                            assertThat(lint).isEqualTo(RungStatus.PASS);
                        } else {
                            assertThat(TIERS.get(rung))
                                    .extracting(ways::get)
                                    .isSubsetOf(Way.PASSED, Way.LEFT_OUT_ON_PURPOSE);
                        }
                    }
                    if (level == rung.number() && rung != Rung.LINT) {
                        assertThat(TIERS.get(rung)).extracting(ways::get).containsOnly(Way.PASSED);
                    }
                }
                seen++;
            }
        }
        assertThat(seen).isEqualTo(9375);
    }

    @Test
    void every_tier_is_told_once_and_a_skip_always_says_why() {
        for (var ways : everyWay()) {
            var tiers = conclusion(ways, RungStatus.UNVER).tiers(new Masker());
            assertThat(tiers).extracting(TierResult::tier).containsExactly(Tier.values());
            for (var result : tiers) {
                assertThat(result.status() == TierStatus.PASS).isEqualTo(ways.get(result.tier()) == Way.PASSED);
                assertThat(result.status() == TierStatus.PASS || result.reason().isPresent())
                        .isTrue();
            }
        }
    }

    @Test
    void what_a_run_came_to_can_always_be_written_down() {
        for (var ways : everyWay()) {
            for (var lint : List.of(RungStatus.PASS, RungStatus.FAIL, RungStatus.UNVER)) {
                var came = conclusion(ways, lint);
                assertThatCode(() -> results(came, lint))
                        .as("%s, lint %s", ways, lint)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static void results(RunOutcome came, RungStatus lint) {
        var tiers = came.tiers(new Masker());
        var passed = tiers.stream().anyMatch(result -> result.status() == TierStatus.PASS);
        var exit = passed ? came.exit() : ExitCode.USAGE;
        var results = new Results(
                Results.SCHEMA,
                new RunId(1),
                new RecipeName("custom-html"),
                Optional.empty(),
                "https://git.example.org/custom-html.git",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                1,
                exit.verdict(),
                Level.of(came.rungs()),
                Instant.EPOCH,
                Instant.EPOCH,
                tiers,
                came.rungs(),
                Optional.of(new Lint(
                        lint,
                        lint == RungStatus.PASS ? Optional.empty() : Optional.of("it is so"),
                        List.of(new Lint.Rule("R001", "x", "error", lint == RungStatus.PASS, false)))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Results.Flags(came.isClean(), true),
                new Results.Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of());
        assertThat(results.verdict() == Verdict.PASSED)
                .isEqualTo(passed && tiers.stream().noneMatch(tier -> tier.status() == TierStatus.FAIL));
    }
}
