package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.backup.BackupBot;
import coop.ccci.abra.backup.BackupPlan;
import coop.ccci.abra.backup.Hook;
import coop.ccci.abra.backup.Hooks;
import coop.ccci.abra.backup.Moment;
import coop.ccci.abra.backup.Repository;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra app restore}: the volumes of a running app as a snapshot has them. Files that the snapshot does not have
 * stay. Hooks run only with {@code --hooks}.
 */
@Command(name = "restore", aliases = "rs", description = "Restore the volumes of an app from a snapshot.")
final class AppRestore implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Option(
            names = {"-s", "--snapshot"},
            defaultValue = "latest",
            description = "Its id; by default the latest.")
    private String snapshot;

    @Option(
            names = {"-t", "--target"},
            defaultValue = "/",
            description = "The folder of the bot's container that paths count from.")
    private String target;

    @Option(names = "--hooks", description = "Run the commands that the recipe wants before and after.")
    private boolean hooks;

    @Option(
            names = {"-v", "--volumes"},
            split = ",",
            description = "Only these volumes.")
    private List<String> volumes = List.of();

    @Option(
            names = {"-c", "--container"},
            split = ",",
            description = "Only the hooks of these services.")
    private List<String> services = List.of();

    @Mixin
    private ChaosFlag chaos;

    private final Abra abra;

    AppRestore(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.folder().app(name);
        abra.recipeOf(app, chaos.given()).close();
        Terminal.neededToExecute(abra.surroundings());
        var repository = new Repository(BackupBot.on(abra.docker(app)), app.stack());
        var stack = abra.stack(app);
        if (!stack.isDeployed()) {
            throw new FatalException(name + " is not deployed?");
        }
        var plan = BackupPlan.of(app.stack(), stack.inspectServices());
        var chosen = repository.snapshot(snapshot);
        var paths = plan.paths(volumes);
        if (!plan.isEnabled() || paths.isEmpty()) {
            throw new FatalException("no paths to restore: the volumes that the labels of " + name + " name are "
                    + plan.volumes().keySet());
        }
        abra.confirm("restore snapshot " + chosen.id() + " of " + name + "?");
        var runner = new Hooks(abra.docker(app), abra.log());
        runner.run(wanted(plan.hooks(Moment.BEFORE_RESTORE)));
        repository.restore(chosen, paths, target);
        runner.run(wanted(plan.hooks(Moment.AFTER_RESTORE)));
        abra.log().info("restored snapshot " + chosen.id() + " of " + name);
    }

    private List<Hook> wanted(List<Hook> all) {
        var stack = abra.folder().app(name).stack();
        return all.stream()
                .filter(hook -> hooks)
                .filter(hook -> services.isEmpty()
                        || services.stream().map(stack::member).anyMatch(hook.service()::equals))
                .toList();
    }
}
