package coop.ccci.harness.tier;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.Backups;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.result.RunException;
import java.util.List;
import java.util.Optional;

/**
 * Brings the backup back and looks whether what was changed since is as it was. The change itself is looked at first:
 * had it not been one, the restore would have nothing to prove.
 */
public final class RestoreTier {
    private RestoreTier() {}

    /**
     * Restores, once, and asserts.
     *
     * @param snapshot what the backup made; empty when it made nothing
     * @throws RunException of the recipe when the operation itself fails, of the environment when the machine is at fault
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public static TierOutcome on(RunContext app, Optional<Snapshot> snapshot) {
        if (snapshot.isEmpty()) {
            return new TierOutcome.Skipped("there is no backup to restore: the backup tier made none", false);
        }
        var made = snapshot.get();
        if (made.witness().isEmpty()) {
            return new TierOutcome.Skipped(
                    "there is no data to check a restore with: no volume is backed up as a whole, and"
                            + " recipe.yml declares no witness",
                    false);
        }
        return new TierOutcome.Asserted(restore(app, made, made.witness().get()));
    }

    private static List<Assertion> restore(RunContext app, Snapshot made, DataMarker witness) {
        app.hooks().run(Hook.PRE_RESTORE);
        var change = DataMarker.fresh();
        witness.write(app, change);
        var changed = witness.read(app);
        BackupTier.requireWritten(witness, changed, change);
        if (changed.contains(made.value())) {
            throw RunException.recipe(
                    witness.describe() + " still reads the earlier value after another was written: witness.write in"
                            + " recipe.yml must replace it",
                    DataMarker.excerpt(changed));
        }
        app.byAbra(() -> new Backups(app.abra()).restore(app.app(), made.id(), app.deadline()));
        app.deployment().converge(app.deadline());
        app.deployment().serve(app.deadline());
        var read = witness.read(app);
        var answers = GenericAssertions.answers(app);
        return List.of(
                GenericAssertions.assertion(
                        witness.describe() + " was changed after the backup", !changed.contains(made.value()), changed),
                GenericAssertions.assertion(
                        witness.describe() + " has its backed-up value after the restore",
                        read.contains(made.value()) && !read.contains(change),
                        read.contains(change)
                                ? "it still has the value that was written after the backup"
                                : "it reads " + DataMarker.excerpt(read)),
                GenericAssertions.runs(app),
                answers);
    }
}
