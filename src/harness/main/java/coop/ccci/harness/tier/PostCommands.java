package coop.ccci.harness.tier;

import coop.ccci.harness.abra.AbraException;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.abra.PostCommand;
import coop.ccci.harness.abra.PostCommand.Moment;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.result.RunException;

/**
 * Does what the app's settings have abra do when a deploy or an upgrade has converged. Abra does so only where it waits
 * for that itself, which it is not asked to ({@code -c}); so each function is run by {@code abra app command}.
 */
public final class PostCommands {
    /** The words of cobra, with which abra is built. */
    private static final String NO_SUCH_COMMAND = "unknown command";

    private PostCommands() {}

    /**
     * Runs them, one after another.
     *
     * @param app has converged
     * @param folder where the app's {@code .env} file is
     * @throws RunException of the recipe when one cannot be read or fails
     */
    public static void run(RunContext app, AbraFolder folder, Moment moment) {
        var env = EnvFile.read(folder.envFile(app.app())).variables();
        for (var command : PostCommand.of(moment, env)) {
            try {
                app.abra().command(app.app(), command, app.deadline());
            } catch (AbraException e) {
                if (e.getMessage().contains(NO_SUCH_COMMAND)) {
                    throw RunException.environment(
                            "this machine's abra has no \"app command\", by which " + moment.variable()
                                    + " of the app's settings is done; install a newer abra (cc-ci doctor tells more)",
                            e.lines());
                }
                // a function that does not end is the recipe's, and abra waits for it
                if ((e.isEnvironment() && !e.isKilled()) || !app.docker().answers()) {
                    throw RunException.environment(e.getMessage(), e.lines());
                }
                throw RunException.recipe(
                        moment.variable() + " of the app's settings (.env.sample) says \"" + command + "\", and the"
                                + " function " + command.function() + " of abra.sh failed in the service "
                                + command.service() + ": " + e.getMessage(),
                        e.lines());
            }
            app.recorder().log(moment.variable() + ": ran \"" + command + "\"");
        }
    }
}
