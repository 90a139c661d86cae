package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.TierOutcome;
import coop.ccci.harness.tier.TierOutcome.Asserted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes one app through its plan, stage by stage; the first that fails throws, and so ends the run. */
final class AppRun {
    private final AppPlan plan;
    private final AppStages bodies;
    private final RunContext live;
    private final StageRunner stages;
    private final Function<Tier, Optional<TierOutcome.Skipped>> leftOut;
    private final Supplier<Optional<String>> lapse;
    private final List<AppListener> listeners;
    private final Fold fold;
    private final long began = System.nanoTime();
    private AppState state = AppState.first();

    /**
     * Makes ready to go.
     *
     * @param leftOut says which tiers are left out, and why
     * @param lapse says what an app that this one depends on has failed in; empty where all run
     */
    AppRun(
            AppPlan plan,
            AppStages bodies,
            StageRunner stages,
            Function<Tier, Optional<TierOutcome.Skipped>> leftOut,
            Supplier<Optional<String>> lapse,
            List<AppListener> listeners,
            Fold fold) {
        this.plan = plan;
        this.bodies = bodies;
        this.live = bodies.live();
        this.stages = stages;
        this.leftOut = leftOut;
        this.lapse = lapse;
        this.listeners = listeners;
        this.fold = fold;
    }

    /** Returns what is known of the app, also after something was thrown. */
    AppState state() {
        return state;
    }

    /**
     * Goes through all stages.
     *
     * @return why the base of the upgrade could not be deployed: only then were not all stages gone through; else empty
     * @throws RunException when the recipe, or the machine, does not do what it should
     */
    Optional<RunException> go() {
        for (var stage : plan.stages()) {
            state.require(stage);
            listeners.forEach(listener -> listener.next(plan, stage, live));
            if (stage.isSetup()) {
                var fault = setUp(stage);
                if (fault.isPresent()) {
                    return fault;
                }
            } else if (stage == RunStage.LAST_LOOK) {
                lastLook();
            } else {
                stage.tier().ifPresent(tier -> tier(stage, tier));
            }
            state = state.after(stage);
        }
        return Optional.empty();
    }

    /** An old version that cannot be deployed any more fails nobody; the commit under test does. */
    private Optional<RunException> setUp(RunStage stage) {
        try {
            var came = plan.app() == TestedApp.UPGRADED
                    ? stages.runForgiven(plan.name(stage), () -> deploy(stage), AppStages.Deployed::told)
                    : stages.run(plan.name(stage), () -> deploy(stage), AppStages.Deployed::told);
            state = came.state();
            return Optional.empty();
        } catch (RunException e) {
            if (plan.app() == TestedApp.UPGRADED && e.exit() == ExitCode.FAILED) {
                return Optional.of(e);
            }
            fail(plan.answerable(), e, List.of(), began);
            throw e;
        }
    }

    private AppStages.Deployed deploy(RunStage stage) {
        return excused(() -> bodies.deploy(stage, state));
    }

    /** What fails while an app that this one depends on does not run says nothing of the recipe. */
    private <T> T excused(Supplier<T> work) {
        try {
            return work.get();
        } catch (RunException e) {
            if (e.exit() != ExitCode.FAILED) {
                throw e;
            }
            throw lapse.get()
                    .map(why -> RunException.environment(
                            why + "; what failed then says nothing of the recipe: " + e.getMessage(), e.details()))
                    .orElse(e);
        }
    }

    private void tier(RunStage stage, Tier tier) {
        var from = tier == Tier.INSTALL ? began : System.nanoTime();
        var asserted = new ArrayList<Assertion>();
        try {
            stages.tier(plan.name(stage), () -> {
                var skipped = leftOut.apply(tier);
                if (skipped.isPresent()) {
                    fold.next(run -> run.ended(TierEnd.skipped(tier, skipped.get())));
                    return skipped.get();
                }
                var came = excused(() -> {
                    var tried = bodies.tier(tier, state);
                    asserted.addAll(about(tried.outcome().match(Asserted::assertions, none -> List.of())));
                    requireHeld(asserted);
                    return tried;
                });
                state = came.state();
                live.deployment().look();
                var end =
                        came.outcome().match(done -> passed(tier, asserted, from), none -> TierEnd.skipped(tier, none));
                fold.next(run -> run.ended(end));
                return came.outcome();
            });
        } catch (RunException e) {
            fail(tier, e, asserted, from);
            throw e;
        }
    }

    /** What held when the app converged must still hold; where it does not, the tier that deployed it has failed. */
    private void lastLook() {
        var from = System.nanoTime();
        var seen = new ArrayList<Assertion>();
        try {
            stages.run(
                    plan.name(RunStage.LAST_LOOK),
                    () -> excused(() -> {
                        seen.addAll(about(live.deployment().lastLook(live.deadline())));
                        requireHeld(seen);
                        return seen;
                    }),
                    all -> "what held at convergence still holds");
            fold.next(run -> run.ended(passed(plan.answerable(), seen, from)));
        } catch (RunException e) {
            fail(plan.answerable(), e, seen, from);
            throw e;
        }
    }

    private List<Assertion> about(List<Assertion> assertions) {
        return assertions.stream().map(assertion -> assertion.about(plan.app())).toList();
    }

    private void requireHeld(List<Assertion> assertions) {
        assertions.stream().filter(assertion -> !assertion.held()).findFirst().ifPresent(broken -> {
            throw RunException.recipe(TierEnd.failure(broken), live.deployment().diagnosis());
        });
    }

    private static TierEnd passed(Tier tier, List<Assertion> assertions, long from) {
        return new TierEnd(
                new TierResult(tier, TierStatus.PASS, Optional.empty(), since(from), assertions), RungStatus.PASS);
    }

    /** Only what is the recipe's fault is a failed tier. */
    private void fail(Tier tier, RunException fault, List<Assertion> asserted, long from) {
        if (fault.exit() == ExitCode.FAILED) {
            var reason = Optional.of(fault.getMessage());
            var assertions = asserted.isEmpty()
                    ? about(List.of(new Assertion("the " + tier.code() + " itself succeeds", false, reason)))
                    : asserted;
            var end = new TierEnd(
                    new TierResult(tier, TierStatus.FAIL, reason, since(from), assertions), RungStatus.FAIL);
            fold.next(run -> run.ended(end));
        }
    }

    private static Duration since(long from) {
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
