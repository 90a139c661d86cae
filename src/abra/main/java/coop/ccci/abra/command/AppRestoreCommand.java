package coop.ccci.abra.command;

import coop.ccci.abra.backup.BackupBotContainer;
import coop.ccci.abra.backup.BackupHook.Phase;
import coop.ccci.abra.backup.BackupHookRunner;
import coop.ccci.abra.backup.BackupPlan;
import coop.ccci.abra.backup.ResticRepository;
import coop.ccci.abra.process.FatalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra app restore}: brings the volumes of a running app back to a snapshot. Files that the snapshot does not have
 * stay. Hooks run only with {@code --hooks}.
 */
@Command(name = "restore", description = "Restore the volumes of an app from a snapshot.")
final class AppRestoreCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Option(
            names = {"-s", "--snapshot"},
            defaultValue = "latest",
            description = "Its id; by default the latest.")
    private String snapshot;

    @Option(names = "--hooks", description = "Run the commands that the recipe wants before and after.")
    private boolean hooks;

    @Mixin
    private ChaosFlag chaos;

    private final AbraCommand abra;

    AppRestoreCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        abra.recipeOf(app, chaos.given()).close();
        abra.requireTerminal();
        var repository = new ResticRepository(BackupBotContainer.find(abra.docker(app)), app.stack());
        var stack = abra.stack(app);
        if (!stack.isDeployed()) {
            throw new FatalException(name + " is not deployed?");
        }
        var plan = BackupPlan.of(app.stack(), stack.inspectServices());
        var chosen = repository.snapshot(snapshot);
        var paths = plan.paths();
        if (!plan.isEnabled() || paths.isEmpty()) {
            throw new FatalException("no paths to restore: the volumes that the labels of " + name + " name are "
                    + plan.volumes().keySet());
        }
        abra.confirm("restore snapshot " + chosen.id() + " of " + name + "?");
        var runner = new BackupHookRunner(abra.docker(app), abra.log());
        if (hooks) {
            runner.run(plan.hooks(Phase.BEFORE_RESTORE));
        }
        repository.restore(chosen, paths);
        if (hooks) {
            runner.run(plan.hooks(Phase.AFTER_RESTORE));
        }
        abra.log().info("restored snapshot " + chosen.id() + " of " + name);
    }
}
