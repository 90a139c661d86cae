package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.socket.DockerGate;

/**
 * Opens what abra sees of Docker: a gate for each recipe of which the run deploys apps, so that none of them sees what is
 * another's, and trust in one is no trust in another.
 */
final class RunGate {
    private RunGate() {}

    /**
     * Opens one. Without a filter there, whoever opened the pull request would reach the engine by whatever the harness reads
     * otherwise than abra and Docker; a run by hand is of a recipe that one knows.
     *
     * @param recipe the one whose apps are to pass it
     * @param files what its folder holds; an operator's trust in it stands there
     */
    static DockerGate open(RunTools tools, RunSettings settings, RecipeName recipe, RecipeFiles files) {
        var request = tools.request();
        var checkout = tools.abra(settings).recipe(recipe);
        var wishes = new DockerGate.Wishes(
                RunSettings.dockerHost(request),
                settings.abraServer(),
                request.environment(),
                files.settings().trusted(),
                DockerGate.rules(RunSettings.registries(request), settings.limits(), checkout));
        return new DockerGate(
                wishes,
                tools.programs(),
                tools.deadline(),
                told -> tools.recorder().note(RunStage.DEPLOY.code(), "trusted, and so let through: " + told),
                tools.recorder()::log);
    }

    /**
     * Asks for the gate, before abra is called first.
     *
     * @throws RunException of the environment for a pull request where there is none
     */
    static void require(RunTools tools, RunSettings settings, DockerGate gate) {
        gate.missing().ifPresent(reason -> {
            if (settings.pullRequest().isPresent()) {
                throw RunException.environment(
                        "a pull request is tested only where cc-ci can stand between abra and Docker: " + reason);
            }
            tools.recorder().print("cc-ci does not stand between abra and Docker in this run: " + reason);
        });
    }
}
