package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.BackupLabels;
import coop.ccci.harness.abra.Backups;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.UselessLabels;
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
public final class BackupTier {
    private static final int MAX_TRIES = 3;
    private static final Duration VERIFY_TIMEOUT = Duration.ofMinutes(5);

    private final Set<String> known = new HashSet<>();

    /**
     * What came of a backup.
     *
     * @param outcome what was asserted, held or not, or why nothing was
     * @param snapshot what was made, for the restore; empty where nothing was
     */
    public record Backup(TierOutcome outcome, Optional<Snapshot> snapshot) {}

    /**
     * Makes the backup, once, and asserts.
     *
     * @throws RunException of the recipe when the operation itself fails, of the environment when the machine is at fault
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public Backup on(RunContext app) {
        app.deployment().watch().poll();
        var labels = BackupLabels.of(app.deployment().watch().services());
        var useless = uselessLabels(app);
        if (useless.isPresent()) {
            return new Backup(new TierOutcome.Skipped(useless.get(), false), Optional.empty());
        }
        if (!labels.enabled()) {
            return new Backup(
                    new TierOutcome.Skipped(
                            "no running service has the label backupbot.backup=true: the recipe makes no backups",
                            false),
                    Optional.empty());
        }
        app.hooks().run(Hook.PRE_BACKUP);
        var witness = DataMarker.ofBackup(app, labels);
        var value = DataMarker.fresh();
        witness.ifPresent(own -> {
            own.write(app, value);
            requireWritten(own, own.read(app), value);
        });
        return backUp(app, witness, value);
    }

    /** A backup that lacks what a label was to put into it proves nothing about the rest that is worth a level. */
    private static Optional<String> uselessLabels(RunContext app) {
        var variables = EnvFile.read(app.folder().envFile(app.app())).variables();
        return UselessLabels.of(app.checkout().folder(), variables).stream()
                .filter(UselessLabels.Useless::isForBackups)
                .findFirst()
                .map(label -> "not verified, because labels for the backup do nothing where they stand: " + label);
    }

    static void requireWritten(DataMarker witness, String read, String value) {
        if (!read.contains(value)) {
            throw RunException.recipe(
                    witness.describe() + " does not read back what was just written to it: check witness.write and"
                            + " witness.read in recipe.yml",
                    DataMarker.excerpt(read));
        }
    }

    private Backup backUp(RunContext app, Optional<DataMarker> witness, String value) {
        var attempt = attempt(app, witness, value);
        for (var number = 2; number <= MAX_TRIES && !held(attempt.assertions()); number++) {
            app.recorder().note(Tier.BACKUP.code(), "the backup failed its checks; try " + number);
            attempt = attempt(app, witness, value);
        }
        return new Backup(new TierOutcome.Asserted(attempt.assertions()), attempt.snapshot());
    }

    private record Attempt(List<Assertion> assertions, Optional<Snapshot> snapshot) {}

    private static boolean held(List<Assertion> assertions) {
        return assertions.stream().allMatch(Assertion::held);
    }

    private Attempt attempt(RunContext app, Optional<DataMarker> witness, String value) {
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
        }
        return new Attempt(assertions, fresh.map(id -> new Snapshot(id, witness, value)));
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
