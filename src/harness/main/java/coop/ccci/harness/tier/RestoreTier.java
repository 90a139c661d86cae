package coop.ccci.harness.tier;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.Backups;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.ServiceRestart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the backup back and looks whether what was changed since is as it was. The change itself is looked at first:
 * had it not been one, the restore would have nothing to prove. The services whose data came back are restarted before:
 * what a running program keeps in its memory proves nothing of what lies in its files.
 *
 * <p>Where nothing can show that the data is back, the restore is made all the same: it may break the app, and that is
 * a failure. If it does not, it is not verified, and the reason says what to declare.
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
        var assertions = restore(app, made);
        var unproven = unproven(app, made);
        return unproven.isPresent() && assertions.stream().allMatch(Assertion::held)
                ? new TierOutcome.Skipped(unproven.get(), false)
                : new TierOutcome.Asserted(assertions);
    }

    private static List<Assertion> restore(RunContext app, Snapshot made) {
        app.hooks().run(Hook.PRE_RESTORE);
        var change = DataMarker.fresh();
        var changed = made.witness().map(witness -> change(app, witness, made.value(), change));
        var said = app.byAbra(() -> new Backups(app.abra()).restore(app.app(), made.id(), app.deadline()));
        var hooks = BackupTier.hooksHeld(app, said, BackupTier.Hooked.RESTORE);
        if (!hooks.held()) {
            return List.of(hooks);
        }
        restart(app, made);
        app.deployment().converge(app.deadline());
        app.deployment().serve(app.deadline());
        var assertions = new ArrayList<Assertion>();
        assertions.add(hooks);
        changed.ifPresent(assertions::add);
        made.witness().ifPresent(witness -> assertions.add(cameBack(app, witness, made, change)));
        var answers = GenericAssertions.answers(app);
        assertions.add(GenericAssertions.runs(app));
        assertions.addAll(answers);
        return assertions;
    }

    private static Assertion change(RunContext app, DataMarker witness, String earlier, String change) {
        witness.write(app, change);
        var changed = witness.read(app);
        BackupTier.requireWritten(witness, changed, change);
        if (changed.contains(earlier)) {
            throw RunException.recipe(
                    witness.describe() + " still reads the earlier value after another was written: witness.write in"
                            + " recipe.yml must replace it",
                    DataMarker.excerpt(changed));
        }
        return GenericAssertions.assertion(witness.describe() + " was changed after the backup", true, changed);
    }

    private static void restart(RunContext app, Snapshot made) {
        var services = AppVolumes.of(app, app.deployment().watch().services()).stream()
                .filter(place -> made.labels().holds(place.volume()))
                .map(place -> place.service().name())
                .distinct()
                .toList();
        if (!services.isEmpty()) {
            app.recorder().log("restarting " + services + ", whose volumes were restored");
            var restart = new ServiceRestart(app.swarm(), app.docker());
            app.deployment()
                    .waitForSwarm(() -> restart.restart(
                            app.app(), services, app.files().settings().deploy(), app.deadline()));
        }
    }

    private static Assertion cameBack(RunContext app, DataMarker witness, Snapshot made, String change) {
        var read = witness.read(app);
        return GenericAssertions.assertion(
                witness.describe() + " has its backed-up value after the restore",
                read.contains(made.value()) && !read.contains(change),
                (read.contains(change)
                                ? "it still has the value that was written after the backup"
                                : "it reads " + DataMarker.excerpt(read))
                        + "; the services with restored volumes were restarted first" + rawDatabase(made));
    }

    private static String rawDatabase(Snapshot made) {
        return made.databases().isEmpty()
                ? ""
                : ". Files of a database that runs cannot be put back under it: back up a dump (label"
                        + " backupbot.backup.pre-hook, and backupbot.backup.volumes.<volume>.path for the dump alone) and"
                        + " read it back with backupbot.restore.post-hook";
    }

    /** Returns why a restore after which the app runs is no proof that its data is back. */
    private static Optional<String> unproven(RunContext app, Snapshot made) {
        if (DataMarker.declared(app).isPresent()) {
            return Optional.empty();
        }
        var declare = "declare in recipe.yml how to write and read something of it (witness: service, write and read)";
        if (!made.databases().isEmpty()) {
            return Optional.of("the restore was made and the app answers, and nothing shows that its data is back: a"
                    + " file in a volume says nothing of " + String.join(", nor of ", made.databases()) + "; " + declare
                    + ", or leave out of backups what is only a cache (label"
                    + " backupbot.backup.volumes.<volume>=false)");
        }
        return made.witness().isPresent()
                ? Optional.empty()
                : Optional.of("the restore was made and the app answers, and nothing shows that its data is back: no"
                        + " volume is backed up as a whole, so no file could be put into one to be looked for; "
                        + declare);
    }
}
