package coop.ccci.abra.command;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.FatalException;
import coop.ccci.abra.app.App;
import coop.ccci.abra.backup.Archive;
import coop.ccci.abra.backup.BackupBot;
import coop.ccci.abra.backup.BackupPlan;
import coop.ccci.abra.backup.Hooks;
import coop.ccci.abra.backup.Moment;
import coop.ccci.abra.backup.Repository;
import coop.ccci.abra.backup.Repository.Entry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app backup}: what the backup bot has of an app. */
@Command(name = "backup", aliases = "b", description = "Make, show or download the backups of an app.")
final class AppBackup {
    private static final String SNAPSHOT = "Its id; by default the latest.";
    private static final String PATH = "Only this path of the snapshot.";

    private final Abra abra;

    AppBackup(Abra abra) {
        this.abra = abra;
    }

    @Command(name = "create", aliases = "c", description = "Take a snapshot of the app's volumes.")
    void create(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-r", "--retries"},
                            defaultValue = "1",
                            description = "How often to try.")
                    int retries,
            @Mixin ChaosFlag chaos) {
        var app = app(name, chaos.given());
        var repository = repository(app);
        var plan = BackupPlan.of(app.stack(), abra.stack(app).inspectServices());
        var paths = plan.paths(Set.of());
        if (!plan.isEnabled() || paths.isEmpty()) {
            throw new FatalException("nothing of " + name + " to back up: no deployed service of it has the label"
                    + " backupbot.backup=true and a volume");
        }
        if (plan.enabledBy().size() > 1) {
            abra.log().warn("backupbot.backup=true stands on " + plan.enabledBy() + ": one service should have it");
        }
        var hooks = new Hooks(abra.docker(app), abra.log());
        hooks.run(plan.hooks(Moment.BEFORE_BACKUP));
        try {
            var told = new LinkedHashMap<String, Object>();
            told.put("message", "backup finished");
            taken(repository, paths, retries)
                    .properties()
                    .forEach(fact -> told.put(fact.getKey(), fact.getValue().asText()));
            Table.json(abra.out(), told);
        } finally {
            hooks.run(plan.hooks(Moment.AFTER_BACKUP));
        }
    }

    @Command(name = "list", aliases = "ls", description = "List the files of a snapshot.")
    void list(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-s", "--snapshot"},
                            defaultValue = "latest",
                            description = SNAPSHOT)
                    String snapshot,
            @Option(
                            names = {"-p", "--path"},
                            defaultValue = BackupPlan.ROOT,
                            description = PATH)
                    String path,
            @Option(
                            names = {"-a", "--all"},
                            description = "Also what is in folders.")
                    boolean isAll,
            @Option(
                            names = {"-t", "--timestamps"},
                            description = "With the time of the last change.")
                    boolean isTimed,
            @Mixin ChaosFlag chaos) {
        var repository = repository(app(name, chaos.given()));
        repository.list(repository.snapshot(snapshot), path, isAll).forEach(entry -> abra.out()
                .println(isTimed ? entry.modified() + " " + entry.path() : entry.path()));
    }

    @Command(name = "snapshots", aliases = "s", description = "List the snapshots of an app.")
    void snapshots(@Parameters(paramLabel = "<domain>") String name, @Mixin ChaosFlag chaos) {
        var app = app(name, chaos.given());
        var snapshots = repository(app).snapshots();
        if (snapshots.isEmpty()) {
            throw new FatalException("no snapshots of " + app.stack() + " found");
        }
        snapshots.forEach(snapshot -> abra.out().println(snapshot.time().split("\\.", 2)[0] + " " + snapshot.id()));
    }

    @Command(name = "download", aliases = "d", description = "Write a snapshot to backup.tar.gz in this folder.")
    void download(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-s", "--snapshot"},
                            defaultValue = "latest",
                            description = SNAPSHOT)
                    String snapshot,
            @Option(
                            names = {"-p", "--path"},
                            description = PATH)
                    Optional<String> path,
            @Option(names = "--volumes", description = "All volumes, as without --path.") boolean isVolumes,
            @Option(names = "--secrets", description = "Refused: the stand-in backs up no secrets.") boolean isSecrets,
            @Mixin ChaosFlag chaos) {
        if (isSecrets) {
            throw new FatalException("the snapshots hold no secrets: leave --secrets out");
        }
        var app = app(name, chaos.given());
        var bot = BackupBot.on(abra.docker(app));
        var repository = new Repository(bot, app.stack());
        var chosen = repository.snapshot(snapshot);
        var entries = path.filter(given -> !isVolumes)
                .map(given -> repository.list(chosen, given, false).stream()
                        .filter(entry -> Path.of(entry.path()).equals(Path.of(given)))
                        .toList())
                .orElseGet(() -> repository.list(chosen, BackupPlan.ROOT, true).stream()
                        .filter(AppBackup::isVolume)
                        .toList());
        if (entries.isEmpty()) {
            throw new FatalException("the snapshot " + chosen.id() + " has no " + path.orElse(BackupPlan.ROOT));
        }
        var target = abra.surroundings().folder().resolve("backup.tar.gz");
        new Archive(bot).write(chosen, entries, target);
        abra.log().info("backup successfully downloaded to " + target);
    }

    /** The app, with its recipe as every command leaves it, and only where there is a terminal. */
    private App app(String name, boolean isChaos) {
        var app = abra.folder().app(name);
        abra.recipeOf(app, isChaos).close();
        Terminal.neededToExecute(abra.surroundings());
        return app;
    }

    private Repository repository(App app) {
        return new Repository(BackupBot.on(abra.docker(app)), app.stack());
    }

    private JsonNode taken(Repository repository, List<String> paths, int retries) {
        for (int left = retries; left > 1; left--) {
            try {
                return repository.backup(paths);
            } catch (FatalException e) {
                abra.log().error(e.getMessage() + "; trying again");
            }
        }
        return repository.backup(paths);
    }

    private static boolean isVolume(Entry entry) {
        var path = Path.of(entry.path());
        return path.getNameCount() == Path.of(BackupPlan.ROOT).getNameCount() + 2 && path.endsWith("_data");
    }
}
