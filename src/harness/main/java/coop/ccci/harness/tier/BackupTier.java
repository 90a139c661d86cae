package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.BackupLabels;
import coop.ccci.harness.abra.Backups;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a backup and looks into it. A backup that says that it succeeded may be empty: only what is found in the
 * snapshot again was backed up. That the search can fail is shown by a value that was never written.
 */
public final class BackupTier implements TierStep {
    private static final int MAX_TRIES = 3;
    private static final Duration VERIFY_TIMEOUT = Duration.ofMinutes(5);

    private final Set<String> known = new HashSet<>();
    private Optional<Made> made = Optional.empty();

    /**
     * A backup that holds what it should.
     *
     * @param snapshot its id
     * @param witness what was written before it; empty where nothing could be
     * @param value what the witness was then
     */
    record Made(String snapshot, Optional<DataMarker> witness, String value) {}

    /** Returns the backup that this tier has made; empty before it, and when it failed. */
    Optional<Made> made() {
        return made;
    }

    @Override
    public Tier tier() {
        return Tier.BACKUP;
    }

    @Override
    public TierOutcome on(RunContext app) {
        app.deployment().watch().poll();
        var labels = BackupLabels.of(app.deployment().watch().services());
        if (!labels.enabled()) {
            return new TierOutcome.Skipped(
                    "no running service has the label backupbot.backup=true: the recipe makes no backups", false);
        }
        app.hooks().run(Hook.PRE_BACKUP);
        var witness = DataMarker.ofBackup(app, labels);
        var value = DataMarker.fresh();
        witness.ifPresent(own -> {
            own.write(app, value);
            requireWritten(own, own.read(app), value);
        });
        return new TierOutcome.Asserted(backUp(app, witness, value));
    }

    static void requireWritten(DataMarker witness, String read, String value) {
        if (!read.contains(value)) {
            throw RunException.recipe(
                    witness.describe() + " does not read back what was just written to it: check witness.write and"
                            + " witness.read in recipe.yml",
                    DataMarker.excerpt(read));
        }
    }

    private List<Assertion> backUp(RunContext app, Optional<DataMarker> witness, String value) {
        var assertions = attempt(app, witness, value);
        for (var number = 2; number <= MAX_TRIES && !held(assertions); number++) {
            app.recorder().note(Tier.BACKUP.code(), "the backup failed its checks; try " + number);
            assertions = attempt(app, witness, value);
        }
        return assertions;
    }

    private static boolean held(List<Assertion> assertions) {
        return assertions.stream().allMatch(Assertion::held);
    }

    private List<Assertion> attempt(RunContext app, Optional<DataMarker> witness, String value) {
        var backups = new Backups(app.abra());
        app.byAbra(() -> backups.create(app.app(), app.deadline()));
        var snapshots = app.byAbra(() -> backups.snapshots(app.app(), app.deadline()));
        var fresh = snapshots.stream().filter(known::add).reduce((earlier, later) -> later);
        var assertions = new ArrayList<Assertion>();
        assertions.add(GenericAssertions.assertion(
                "the backup made a snapshot", fresh.isPresent(), "the app has the snapshots " + snapshots));
        if (fresh.isPresent()) {
            assertions.addAll(inspect(app, backups, fresh.get(), witness, value));
            app.files().settings().verify().ifPresent(verify -> assertions.add(verified(app, verify)));
            made = Optional.of(new Made(fresh.get(), witness, value));
        }
        return assertions;
    }

    private static List<Assertion> inspect(
            RunContext app, Backups backups, String snapshot, Optional<DataMarker> witness, String value) {
        var never = DataMarker.fresh();
        var contents = contents(app, backups, snapshot, Set.of(value, never));
        var assertions = new ArrayList<Assertion>();
        assertions.add(GenericAssertions.assertion(
                "the snapshot holds files that are not empty", contents.files() > 0, "it holds none"));
        witness.ifPresent(own -> {
            assertions.add(GenericAssertions.assertion(
                    "the snapshot holds " + own.describe(),
                    contents.found().contains(value),
                    "what was written before the backup is in none of its " + contents.files() + " files; a dump must"
                            + " land in a volume that is backed up"));
            assertions.add(GenericAssertions.assertion(
                    "the search finds nothing that was never written",
                    !contents.found().contains(never),
                    "it found a random value"));
        });
        return assertions;
    }

    /** Downloads a snapshot, searches it and deletes it again: it holds the app's data. */
    private static SnapshotArchive.Contents contents(
            RunContext app, Backups backups, String snapshot, Set<String> wanted) {
        try {
            var folder = Files.createTempDirectory(app.runFolder(), "backup");
            try {
                var file = app.byAbra(() -> backups.download(app.app(), snapshot, folder, app.deadline()));
                return new SnapshotArchive(file).search(wanted);
            } finally {
                Files.deleteIfExists(folder.resolve(Backups.DOWNLOADED));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw RunException.environment("cannot keep a backup in " + app.runFolder() + " for a while: " + e, e);
        }
    }

    private static Assertion verified(RunContext app, RecipeSettings.Verify verify) {
        var ran = app.shell(verify.service(), verify.command(), Map.of(), VERIFY_TIMEOUT);
        return GenericAssertions.assertion(
                "backup.verify of recipe.yml finds the backup good",
                ran.exit() == 0,
                "it ended with exit code " + ran.exit() + ": " + DataMarker.excerpt(ran.output() + ran.errors()));
    }
}
