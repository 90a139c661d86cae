package coop.ccci.harness.run;

import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.teardown.TeardownOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes apps away as a stage of the run, however it went, and frees their locks; the registration of one of which something is
 * left stays, for the next janitor.
 *
 * @param stages runs it, also when the run's deadline is over
 */
record AppTeardown(StageRunner stages) {
    /**
     * Tears an app down; never throws for anything that Docker, abra or the disk does.
     *
     * @param stage its name in events
     * @param left is told before the lock is freed
     */
    TeardownOutcome of(String stage, RunApp named, AppLocks.Held lock, Teardown work, Consumer<TeardownOutcome> left) {
        try (lock) {
            var outcome = tornDown(stage, named, work);
            left.accept(outcome);
            if (outcome.isClean()) {
                lock.unregister();
            }
            return outcome;
        }
    }

    private TeardownOutcome tornDown(String stage, RunApp named, Teardown work) {
        var seen = new ArrayList<TeardownOutcome>();
        try {
            return stages.runAnyway(
                    stage,
                    () -> {
                        seen.add(work.of(named));
                        if (!seen.get(0).isClean()) {
                            throw RunException.environment(seen.get(0).describe());
                        }
                        return seen.get(0);
                    },
                    TeardownOutcome::describe);
        } catch (RuntimeException | Error e) {
            return seen.isEmpty() ? new TeardownOutcome(List.of(), Optional.of(String.valueOf(e))) : seen.get(0);
        }
    }
}
