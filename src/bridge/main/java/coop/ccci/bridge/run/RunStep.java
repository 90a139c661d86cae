package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.run.RunLifecycle.RunAction;
import coop.ccci.contract.Verdict;
import java.util.Optional;

/**
 * What the routes of runs hand from step to step.
 *
 * @param run the run, as it was when it was claimed
 * @param observation what its engine shows; empty when that was not asked
 * @param action what it needs next
 * @param fault why the engine could not launch it; empty when it did, or was not asked to
 * @param hasNews whether its event file had something new
 */
public record RunStep(
        Run run, Optional<RunObservation> observation, RunAction action, Optional<EngineFault> fault, boolean hasNews) {
    static RunStep of(Run run) {
        return new RunStep(run, Optional.empty(), RunAction.of(RunAction.Kind.WAIT), Optional.empty(), false);
    }

    RunStep observed(RunObservation seen) {
        return new RunStep(run, Optional.of(seen), action, fault, hasNews);
    }

    RunStep with(RunAction next) {
        return new RunStep(run, observation, next, fault, hasNews);
    }

    RunStep with(boolean news) {
        return new RunStep(run, observation, action, fault, news);
    }

    RunStep failed(EngineFault why) {
        return new RunStep(run, observation, action, Optional.of(why), hasNews);
    }

    /** Returns what the run needs next, by its name, for the routes. */
    public String next() {
        return action.kind().name();
    }

    /** Returns why it ends before it began, in a word for the route that counts it: {@code NONE} where it does not. */
    public String ending() {
        var isForTime = action.end().filter(end -> end.verdict() == Verdict.TIMED_OUT);
        var without = isForTime.isPresent() ? "WAITED_TOO_LONG" : "NOT_WANTED";
        return action.end()
                .map(end -> run.stop().isPresent() ? "STOP_ASKED" : without)
                .orElse("NONE");
    }

    /** Returns whether its engine was asked and does not have it. */
    public boolean isAbsent() {
        return observation.map(RunObservation::isAbsent).orElse(false);
    }

    /** Returns whether its engine was asked and has it still. */
    boolean isStillThere() {
        return observation.equals(Optional.of(new RunObservation.Running()));
    }

    @Override
    public String toString() {
        return "run=" + run.id() + " recipe=" + run.recipe() + " commit=" + run.commit();
    }
}
