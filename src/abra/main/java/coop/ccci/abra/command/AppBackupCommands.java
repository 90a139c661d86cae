package coop.ccci.abra.command;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.backup.BackupBotContainer;
import coop.ccci.abra.backup.BackupHook.Phase;
import coop.ccci.abra.backup.BackupHookRunner;
import coop.ccci.abra.backup.BackupPlan;
import coop.ccci.abra.backup.ResticRepository;
import coop.ccci.abra.backup.VolumeArchive;
import coop.ccci.abra.process.FatalException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app backup}: makes, lists and downloads the snapshots that the backup bot keeps of an app. */
@Command(name = "backup", description = "Make, show or download the backups of an app.")
final class AppBackupCommands {
    private static final String SNAPSHOT = "Its id; by default the latest.";

    private final AbraCommand abra;

    AppBackupCommands(AbraCommand abra) {
        this.abra = abra;
    }

    @Command(name = "create", description = "Take a snapshot of the app's volumes.")
    void create(@Parameters(paramLabel = "<domain>") String name, @Mixin ChaosFlag chaos) {
        var app = app(name, chaos.given());
        var repository = repository(app);
        var plan = BackupPlan.of(app.stack(), abra.stack(app).inspectServices());
        var paths = plan.paths();
        if (!plan.isEnabled() || paths.isEmpty()) {
            throw new FatalException("nothing of " + name + " to back up: no deployed service of it has the label"
                    + " backupbot.backup=true and a volume");
        }
        if (plan.enabledBy().size() > 1) {
            abra.log().warn("backupbot.backup=true stands on " + plan.enabledBy() + ": one service should have it");
        }
        var hooks = new BackupHookRunner(abra.docker(app), abra.log());
        hooks.run(plan.hooks(Phase.BEFORE_BACKUP));
        try {
            var summary = new LinkedHashMap<String, Object>();
            summary.put("message", "backup finished");
            repository
                    .backup(paths, path -> abra.log().error(path + " does not exist"))
                    .properties()
                    .forEach(fact -> summary.put(fact.getKey(), fact.getValue().asText()));
            Json.print(abra.out(), summary);
        } finally {
            hooks.run(plan.hooks(Phase.AFTER_BACKUP));
        }
    }

    @Command(name = "list", description = "List the files of a snapshot.")
    void list(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-s", "--snapshot"},
                            defaultValue = "latest",
                            description = SNAPSHOT)
                    String snapshot,
            @Mixin ChaosFlag chaos) {
        var repository = repository(app(name, chaos.given()));
        repository.list(repository.snapshot(snapshot)).forEach(abra.out()::println);
    }

    @Command(name = "snapshots", description = "List the snapshots of an app.")
    void snapshots(@Parameters(paramLabel = "<domain>") String name, @Mixin ChaosFlag chaos) {
        var app = app(name, chaos.given());
        var snapshots = repository(app).snapshots();
        if (snapshots.isEmpty()) {
            throw new FatalException("no snapshots of " + app.stack() + " found");
        }
        snapshots.forEach(snapshot -> abra.out().println(snapshot.time().split("\\.", 2)[0] + " " + snapshot.id()));
    }

    @Command(name = "download", description = "Write a snapshot to backup.tar.gz in this folder.")
    void download(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-s", "--snapshot"},
                            defaultValue = "latest",
                            description = SNAPSHOT)
                    String snapshot,
            @Option(names = "--volumes", description = "All volumes, which is what there is.") boolean isVolumes,
            @Mixin ChaosFlag chaos) {
        var app = app(name, chaos.given());
        var bot = BackupBotContainer.find(abra.docker(app));
        var repository = new ResticRepository(bot, app.stack());
        var chosen = repository.snapshot(snapshot);
        var volumes = repository.list(chosen).stream()
                .filter(AppBackupCommands::isVolume)
                .toList();
        if (volumes.isEmpty()) {
            throw new FatalException("the snapshot " + chosen.id() + " has no " + BackupPlan.ROOT);
        }
        var target = abra.context().folder().resolve("backup.tar.gz");
        new VolumeArchive(bot).write(chosen, volumes, target);
        abra.log().info("backup successfully downloaded to " + target);
    }

    /** Returns the app after checking out its recipe as every command does, if there is a terminal. */
    private AppDefinition app(String name, boolean isChaos) {
        var app = abra.dir().app(name);
        abra.recipeOf(app, isChaos).close();
        abra.requireTerminal();
        return app;
    }

    private ResticRepository repository(AppDefinition app) {
        return new ResticRepository(BackupBotContainer.find(abra.docker(app)), app.stack());
    }

    private static boolean isVolume(String file) {
        var path = Path.of(file);
        return path.getNameCount() == Path.of(BackupPlan.ROOT).getNameCount() + 2 && path.endsWith("_data");
    }
}
