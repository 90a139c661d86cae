package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.BackupLabels;
import coop.ccci.harness.abra.BackupOutput;
import coop.ccci.harness.abra.Backups;
import coop.ccci.harness.compose.ComposeLine;
import coop.ccci.harness.compose.UselessLabels;
import coop.ccci.harness.evidence.DatabaseEvidence;
import coop.ccci.harness.evidence.SnapshotArchive;
import coop.ccci.harness.evidence.SnapshotContents;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.ServiceState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a backup and looks into it. A backup that says that it succeeded may be empty: only what is found in the
 * snapshot again was backed up. That the search can fail is shown by a value that was never written. What a search
 * cannot see, such as a compressed dump, proves nothing either way: then the recipe's own look at the backup counts.
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
     * What came of one try.
     *
     * @param assertions what must be true
     * @param unseen why what was written could not be looked for, for people; empty where it could
     * @param snapshot what was made; empty where nothing was
     */
    private record Attempt(List<Assertion> assertions, Optional<String> unseen, Optional<Snapshot> snapshot) {
        boolean held() {
            return assertions.stream().allMatch(Assertion::held);
        }
    }

    /**
     * Makes the backup, once, and asserts.
     *
     * @param useless the labels of the recipe that do nothing where they stand
     * @throws RunException of the recipe when the operation itself fails, of the environment when the machine is at fault
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public Backup on(RunContext app, List<UselessLabels.Useless> useless) {
        app.deployment().watch().poll();
        var services = app.deployment().watch().services();
        var labels = BackupLabels.of(services);
        var remarks = labels.remarks(AppVolumes.names(app, services));
        remarks.forEach(remark -> app.recorder().note(Tier.BACKUP.code(), remark));
        var forNothing = forBackups(useless);
        if (forNothing.isPresent()) {
            return new Backup(new TierOutcome.Skipped(forNothing.get(), false), Optional.empty());
        }
        if (!labels.enabled()) {
            return new Backup(
                    new TierOutcome.Skipped(
                            "no running service has the label backupbot.backup=true under deploy.labels, so the recipe"
                                    + " makes no backups"
                                    + (remarks.isEmpty() ? "" : "; " + String.join("; ", remarks)),
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
        var attempt = backUp(app, labels, witness, value);
        var outcome = attempt.held() && attempt.unseen().isPresent()
                ? new TierOutcome.Skipped(attempt.unseen().get(), false)
                : new TierOutcome.Asserted(attempt.assertions());
        return new Backup(outcome, attempt.snapshot());
    }

    /** A backup that lacks what a label was to put into it proves nothing about the rest that is worth a level. */
    private static Optional<String> forBackups(List<UselessLabels.Useless> useless) {
        return useless.stream()
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

    private Attempt backUp(RunContext app, BackupLabels labels, Optional<DataMarker> witness, String value) {
        var attempt = attempt(app, labels, witness, value);
        for (var number = 2; number <= MAX_TRIES && !attempt.held(); number++) {
            app.recorder().note(Tier.BACKUP.code(), "the backup failed its checks; try " + number);
            attempt = attempt(app, labels, witness, value);
        }
        return attempt;
    }

    private Attempt attempt(RunContext app, BackupLabels labels, Optional<DataMarker> witness, String value) {
        var backups = new Backups(app.abra());
        var said = app.byAbra(() -> backups.create(app.app(), app.deadline()));
        said.missingPaths().forEach(path -> app.recorder()
                .note(
                        Tier.BACKUP.code(),
                        "the labels ask for " + VolumePaths.shown(app.app(), path)
                                + " to be backed up, and the backup bot found no such file"));
        var snapshots = app.byAbra(() -> backups.snapshots(app.app(), app.deadline()));
        var fresh = snapshots.stream().filter(known::add).reduce((earlier, later) -> later);
        var assertions = new ArrayList<Assertion>();
        assertions.add(hooksHeld(app, said, Hooked.BACKUP));
        assertions.add(GenericAssertions.assertion(
                "the backup made a snapshot", fresh.isPresent(), "the app has the snapshots " + snapshots));
        if (fresh.isEmpty()) {
            return new Attempt(assertions, Optional.empty(), Optional.empty());
        }
        var never = DataMarker.fresh();
        var contents = contents(app, backups, fresh.get(), pieces(value, never));
        var unseen = witness.flatMap(own -> unseen(app, own, contents, value));
        var verify = app.files().settings().verify();
        assertions.addAll(inspect(app, contents, unseen.isPresent() ? Optional.empty() : witness, value, never));
        verify.ifPresent(own -> assertions.add(verified(app, own)));
        return new Attempt(
                assertions,
                verify.isPresent() ? Optional.empty() : unseen,
                Optional.of(new Snapshot(fresh.get(), witness, value, labels, databases(app, contents))));
    }

    /** Around which operation a hook of the recipe's labels runs. */
    enum Hooked {
        BACKUP,
        RESTORE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The backup bot logs a hook that failed and goes on, so abra ends with 0: what was said tells. */
    static Assertion hooksHeld(RunContext app, BackupOutput said, Hooked around) {
        var label = "backupbot." + around.word() + ".";
        var failed = said.failedHooks().stream()
                .map(BackupOutput.FailedHook::describe)
                .collect(Collectors.joining("; "));
        var where = ComposeLine.of(app.recipe(), label).map(place -> " (" + place + ")");
        return GenericAssertions.assertion(
                "every hook of the " + around.word() + " ended with 0",
                said.failedHooks().isEmpty(),
                failed + "; see the labels " + label + "pre-hook and " + label + "post-hook" + where.orElse("")
                        + ": they run by a shell in the container of the service that carries them");
    }

    private static Set<String> pieces(String... values) {
        return Stream.of(values).map(DataMarker::pieces).flatMap(List::stream).collect(Collectors.toSet());
    }

    /** Returns why a value that was not found may be there all the same; a file of our own lies in no dump. */
    private static Optional<String> unseen(
            RunContext app, DataMarker witness, SnapshotContents contents, String value) {
        var isFile = DataMarker.declared(app).isEmpty();
        return isFile
                        || DataMarker.isAmong(contents.found(), value)
                        || contents.unsearchable().isEmpty()
                ? Optional.empty()
                : Optional.of("the backup was made, and nothing shows that it is good: " + witness.describe()
                        + " was looked for in its files and not found, and these files cannot be searched: "
                        + VolumePaths.shown(app.app(), String.join(", ", contents.unsearchable()))
                        + "; declare in recipe.yml how to look into them (backup: service and verify, for example"
                        + " verify: pg_restore --list <the dump>)");
    }

    private static List<Assertion> inspect(
            RunContext app, SnapshotContents contents, Optional<DataMarker> witness, String value, String never) {
        var assertions = new ArrayList<Assertion>();
        assertions.add(GenericAssertions.assertion(
                "the snapshot holds files that are not empty", contents.files() > 0, "it holds none"));
        witness.ifPresent(own -> {
            assertions.add(GenericAssertions.assertion(
                    "the snapshot holds " + own.describe(),
                    DataMarker.isAmong(contents.found(), value),
                    "what was written before the backup is in none of its " + contents.files() + " files; a dump must"
                            + " land in a volume that is backed up" + oldLabels(app)));
            assertions.add(GenericAssertions.assertion(
                    "the search finds nothing that was never written",
                    !DataMarker.isAmong(contents.found(), never),
                    "it found a random value"));
        });
        return assertions;
    }

    private static String oldLabels(RunContext app) {
        return BackupLabels.of(app.deployment().watch().services()).strange().stream()
                .map(remark -> "; " + remark)
                .collect(Collectors.joining());
    }

    private static List<String> databases(RunContext app, SnapshotContents contents) {
        var images = app.deployment().watch().services().stream()
                .filter(service -> service.serving() > 0)
                .collect(Collectors.toMap(ServiceState::name, ServiceState::image));
        return DatabaseEvidence.of(images, contents).stream()
                .map(phrase -> VolumePaths.shown(app.app(), phrase))
                .toList();
    }

    /** Downloads a snapshot, searches it and deletes it again: it holds the app's data. */
    private static SnapshotContents contents(RunContext app, Backups backups, String snapshot, Set<String> wanted) {
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
            throw RunException.environment("the run's folder cannot keep a downloaded backup for a while: " + e, e);
        }
    }

    private static Assertion verified(RunContext app, RecipeSettings.Verify verify) {
        var ran = app.shell(verify.service(), verify.command(), Map.of(), VERIFY_TIMEOUT);
        return GenericAssertions.assertion(
                "backup.verify of recipe.yml finds the backup good",
                ran.exit() == 0,
                "it ended with exit code " + ran.exit() + " in service " + verify.service() + ": "
                        + DataMarker.excerpt(ran.output() + ran.errors()));
    }
}
