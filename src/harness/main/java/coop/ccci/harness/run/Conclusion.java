package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.teardown.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to, from what happened in it: pure functions.
 *
 * @param fault the first thing that went wrong
 * @param over why the run's lifetime was over before its end
 * @param teardown how tearing down ended; empty when nothing had been made
 * @param installing how long the install tier took, from the deploy on; empty when it was not reached
 * @param assertions what the install tier asserted
 */
record Conclusion(
        Optional<Stages.Fault> fault,
        Optional<ExitCode> over,
        Optional<Outcome> teardown,
        Optional<Duration> installing,
        List<Assertion> assertions) {

    /** What the process ends with: the first thing that went wrong counts. */
    ExitCode exit() {
        return fault.map(Stages.Fault::exit).or(() -> over).orElse(isClean() ? ExitCode.PASSED : ExitCode.ENVIRONMENT);
    }

    /** Whether it was seen that nothing is left. */
    boolean isClean() {
        return teardown.map(Outcome::isClean).orElse(true);
    }

    /** Every tier; this version of the harness has only the first, and does not claim that the others hold. */
    List<TierResult> tiers(Masker masker) {
        var tiers = new ArrayList<TierResult>();
        for (var tier : Tier.values()) {
            tiers.add(
                    tier == Tier.INSTALL
                            ? install(masker)
                            : skipped(tier, "this version of cc-ci has no " + tier.word() + " tier yet"));
        }
        return tiers;
    }

    private TierResult install(Masker masker) {
        var failed = fault.filter(this::isOfInstall);
        if (failed.isPresent()) {
            var message = masker.mask(failed.get().message());
            return new TierResult(
                    Tier.INSTALL,
                    TierStatus.FAIL,
                    Optional.of(message),
                    installing.orElse(Duration.ZERO),
                    assertions.isEmpty()
                            ? List.of(new Assertion("the recipe deploys and serves", false, Optional.of(message)))
                            : masked(masker));
        }
        if (assertions.isEmpty()) {
            return skipped(Tier.INSTALL, "the run ended before it");
        }
        return new TierResult(
                Tier.INSTALL, TierStatus.PASS, Optional.empty(), installing.orElse(Duration.ZERO), masked(masker));
    }

    /** Only what is the recipe's fault is a failed tier. */
    private boolean isOfInstall(Stages.Fault failed) {
        return failed.exit() == ExitCode.FAILED;
    }

    private List<Assertion> masked(Masker masker) {
        return assertions.stream()
                .map(assertion -> new Assertion(
                        masker.mask(assertion.name()),
                        assertion.held(),
                        assertion.message().map(masker::mask)))
                .toList();
    }

    private static TierResult skipped(Tier tier, String reason) {
        return new TierResult(tier, TierStatus.SKIP, Optional.of(reason), Duration.ZERO, List.of());
    }

    /** Every rung; what was not tried is not verified. */
    Map<Rung, RungStatus> rungs() {
        var rungs = new EnumMap<Rung, RungStatus>(Rung.class);
        for (var rung : Rung.values()) {
            rungs.put(rung, RungStatus.UNVER);
        }
        if (fault.filter(this::isOfInstall).isPresent()) {
            rungs.put(Rung.INSTALL, RungStatus.FAIL);
        } else if (!assertions.isEmpty() && assertions.stream().allMatch(Assertion::held)) {
            rungs.put(Rung.INSTALL, RungStatus.PASS);
        }
        return rungs;
    }
}
