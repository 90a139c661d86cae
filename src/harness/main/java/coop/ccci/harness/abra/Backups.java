package coop.ccci.harness.abra;

import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An app's backups, made and brought back by {@code abra} and the backup bot. All of these commands refuse to work
 * without a terminal, {@code -n} or not (observed on abra 0.13), so they get one.
 *
 * <p>An exit code of 0 says little about a backup: a dump that fails in a hook does not make {@code create} fail.
 * Every method throws an {@link AbraException} when abra refuses. That is the environment's fault, the bot's or its
 * repository's, unless abra speaks of what the recipe asks for.
 */
public final class Backups {
    /** The file that {@code abra app backup download} writes into its working directory. */
    public static final String DOWNLOADED = "backup.tar.gz";

    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** A whole object name, or its first eight digits where they do not belong to a time. */
    private static final Pattern ID =
            Pattern.compile("(?<![0-9A-Za-z.:-])([0-9a-f]{64}|[0-9a-f]{8})(?![0-9A-Za-z.:-])");

    private final Abra abra;

    /** The backups of this abra's apps. */
    public Backups(Abra abra) {
        this.abra = abra;
    }

    /** Makes a backup. */
    public BackupOutput create(RunApp app, Deadline deadline) {
        return heard(app, call(app, deadline, List.of("app", "backup", "create", app.domain(), "-n", "-C", "-o")));
    }

    /** Returns the ids of the app's snapshots, oldest first; empty when there is none. */
    public Set<String> snapshots(RunApp app, Deadline deadline) {
        try {
            return ids(call(app, deadline, List.of("app", "backup", "snapshots", app.domain(), "-n", "-C", "-o"))
                    .output());
        } catch (AbraException e) {
            if (e.getMessage().toLowerCase(Locale.ROOT).contains("no snapshots")) {
                return Set.of();
            }
            throw e;
        }
    }

    private ProcessResult call(RunApp app, Deadline deadline, List<String> arguments) {
        return judged(() -> abra.callOnTerminal(app, TIMEOUT, deadline, arguments));
    }

    /** A bot or a repository that cannot be used is never the fault of the recipe that would be backed up. */
    private static ProcessResult judged(Supplier<ProcessResult> call) {
        try {
            return call.get();
        } catch (AbraException e) {
            var fault = BackupFault.in(e.lines());
            if (fault.isPresent()) {
                throw e.blaming(true, fault.get().advice());
            }
            if (e.isKilled() && BackupOutput.endsInHook(e.lines())) {
                throw e.blaming(
                        false,
                        "the last that ran is a hook of the recipe (backupbot.*.pre-hook or post-hook): does it wait"
                                + " for something?");
            }
            throw BackupFault.isOfTheRecipe(e.getMessage())
                    ? e.blaming(false, "see the labels backupbot.* in the recipe's compose files")
                    : e.blaming(true, "see the log of the backup bot on this server");
        }
    }

    private static BackupOutput heard(RunApp app, ProcessResult finished) {
        return BackupOutput.of(AbraException.plain(finished.errors() + "\n" + finished.output()), app.stack());
    }

    /** Returns the ids in what {@code abra app backup snapshots} prints, in its order. */
    public static Set<String> ids(String output) {
        var ids = new LinkedHashSet<String>();
        for (var line : AbraException.plain(output)) {
            var found = new ArrayList<String>();
            var matcher = ID.matcher(line);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            found.stream()
                    .filter(id -> id.length() > 8)
                    .findFirst()
                    .or(() -> found.stream().reduce((earlier, later) -> later))
                    .ifPresent(ids::add);
        }
        return ids;
    }

    /**
     * Downloads the volumes of a snapshot.
     *
     * @param folder where; a file {@value #DOWNLOADED} that is there is overwritten
     * @return a tar, compressed by gzip, with a tar of each volume in it
     */
    public Path download(RunApp app, String snapshot, Path folder, Deadline deadline) {
        var arguments =
                List.of("app", "backup", "download", app.domain(), "-s", snapshot, "--volumes", "-n", "-C", "-o");
        judged(() -> abra.callOnTerminal(app, TIMEOUT, deadline, folder, arguments));
        return folder.resolve(DOWNLOADED);
    }

    /** Brings a snapshot back into the running app, with the recipe's own commands before and after. */
    public BackupOutput restore(RunApp app, String snapshot, Deadline deadline) {
        return heard(
                app,
                call(
                        app,
                        deadline,
                        List.of("app", "restore", app.domain(), "-s", snapshot, "--hooks", "-n", "-C", "-o")));
    }
}
