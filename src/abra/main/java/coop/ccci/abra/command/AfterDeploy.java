package coop.ccci.abra.command;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.AbraShFunction;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.swarm.ServiceShell;

/**
 * What an app's env has abra do when a deploy or an upgrade has converged: {@code "<service> <function> <arguments>"},
 * several with {@code |} between them. Nobody who does not wait for that gets it done.
 */
final class AfterDeploy {
    private final AbraCommand abra;

    AfterDeploy(AbraCommand abra) {
        this.abra = abra;
    }

    /**
     * Runs them one after another.
     *
     * @param key the variable in the app's env; nothing is run where it is not set
     * @throws FatalException at the first that cannot be run or fails
     */
    void run(String key, AppDefinition app, RecipeCheckout recipe) {
        var commands = app.env().value(key).filter(value -> !value.isBlank());
        if (commands.isEmpty()) {
            return;
        }
        var shell = new ServiceShell(abra.docker(app), app);
        for (var command : commands.get().split("\\|", -1)) {
            var words = command.strip().split("\\s+", 3);
            if (words.length < 2) {
                throw new FatalException("not enough arguments: " + command);
            }
            abra.log().info("running post-command " + command.strip());
            var function = AbraShFunction.find(recipe.folder(), words[1]);
            var exit = abra.print(shell.run(words[0], function, words.length > 2 ? words[2] : ""));
            if (exit != 0) {
                throw new FatalException(key + ": " + command.strip() + " ended with exit code " + exit);
            }
        }
    }
}
