package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.teardown.TeardownOutcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes exit code, tiers and rungs of a run from what happened in it: pure functions.
 *
 * @param fault the first thing that went wrong
 * @param over why the run's deadline was over before its end
 * @param teardown how tearing down ended; empty when nothing had been made
 * @param tiers how each tier ended that was reached
 * @param lint what linting came to
 */
record RunOutcome(
        Optional<StageRunner.Fault> fault,
        Optional<ExitCode> over,
        Optional<TeardownOutcome> teardown,
        Map<Tier, TierEnd> tiers,
        RungStatus lint) {

    /** Returns what the process ends with: the first thing that went wrong counts. */
    ExitCode exit() {
        return fault.map(StageRunner.Fault::exit)
                .or(() -> over)
                .orElse(isClean() ? ExitCode.PASSED : ExitCode.ENVIRONMENT);
    }

    /** Returns whether it was verified that nothing is left. */
    boolean isClean() {
        return teardown.map(TeardownOutcome::isClean).orElse(true);
    }

    /** Returns every tier, in order. */
    List<TierResult> tiers(Masker masker) {
        return Arrays.stream(Tier.values())
                .map(this::ended)
                .map(TierEnd::result)
                .map(result -> masked(result, masker))
                .toList();
    }

    /**
     * Returns how a tier ended; one that was not reached is not verified, and a fault of the recipe before its first
     * tier is a failed install.
     */
    private TierEnd ended(Tier tier) {
        if (tiers.containsKey(tier)) {
            return tiers.get(tier);
        }
        var failed = fault.filter(first -> first.exit() == ExitCode.FAILED);
        if (tier == Tier.INSTALL && failed.isPresent()) {
            var message = Optional.of(failed.get().message());
            return new TierEnd(
                    new TierResult(
                            tier,
                            TierStatus.FAIL,
                            message,
                            Duration.ZERO,
                            List.of(new Assertion("the recipe can be deployed", false, message))),
                    RungStatus.FAIL);
        }
        return new TierEnd(
                new TierResult(
                        tier, TierStatus.SKIP, Optional.of("the run ended before this tier"), Duration.ZERO, List.of()),
                RungStatus.UNVER);
    }

    private static TierResult masked(TierResult result, Masker masker) {
        return new TierResult(
                result.tier(),
                result.status(),
                result.reason().map(masker::mask),
                result.duration(),
                result.assertions().stream()
                        .map(assertion -> new Assertion(
                                masker.mask(assertion.name()),
                                assertion.held(),
                                assertion.message().map(masker::mask),
                                assertion.app()))
                        .toList());
    }

    /** Returns every rung; what was not tried is not verified. */
    Map<Rung, RungStatus> rungs() {
        var rungs = new EnumMap<Rung, RungStatus>(Rung.class);
        rungs.put(Rung.INSTALL, ended(Tier.INSTALL).rung());
        rungs.put(Rung.UPGRADE, ended(Tier.UPGRADE).rung());
        rungs.put(
                Rung.BACKUP_RESTORE,
                both(ended(Tier.BACKUP).rung(), ended(Tier.RESTORE).rung()));
        rungs.put(Rung.FUNCTIONAL, ended(Tier.FUNCTIONAL).rung());
        rungs.put(Rung.LINT, lint);
        return rungs;
    }

    /** Returns the worse of two tiers, for the rung of both: one left out on purpose is not a pass of both. */
    private static RungStatus both(RungStatus one, RungStatus other) {
        for (var worst : List.of(RungStatus.FAIL, RungStatus.UNVER, RungStatus.SKIP)) {
            if (one == worst || other == worst) {
                return worst;
            }
        }
        return RungStatus.PASS;
    }
}
