package coop.ccci.harness.hooks;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.host.HumanTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recipe's hooks: {@code recipe-tests/<recipe>/hooks/*.sh}, run by {@code sh} on this machine, in the recipe's folder.
 * A hook sees the app's address and where abra keeps it, and of the run's environment only what a program needs to be
 * found; no secret is given to it. What it says goes to the log, masked.
 */
public final class Hooks {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_LINES = 30;

    private final Optional<Path> folder;
    private final Map<String, String> environment;
    private final ProcessRunner programs;
    private final Deadline deadline;

    /**
     * Creates a runner of hooks.
     *
     * @param recipeFolder {@code recipe-tests/<recipe>/}, where there is one
     * @param own the harness's own environment, of which a hook sees a part
     */
    public Hooks(
            RecipeName recipe,
            Optional<Path> recipeFolder,
            RunApp app,
            AbraFolder abra,
            Map<String, String> own,
            ProcessRunner programs,
            Deadline deadline) {
        this.folder = recipeFolder;
        this.environment = environment(recipe, app, abra, own);
        this.programs = programs;
        this.deadline = deadline;
    }

    private static Map<String, String> environment(
            RecipeName recipe, RunApp app, AbraFolder abra, Map<String, String> own) {
        var seen = InheritedEnvironment.of(own, "DOCKER_HOST");
        seen.put(Abra.APP_MARK, app.domain());
        seen.put("CCCI_APP_URL", "https://" + app.domain());
        seen.put("CCCI_APP_ENV_FILE", abra.envFile(app).toString());
        seen.put("CCCI_STACK", app.stack());
        seen.put("CCCI_RECIPE", recipe.value());
        seen.put("ABRA_DIR", abra.path().toString());
        return seen;
    }

    /** Returns the hooks that a recipe's folder has, by their files' names. */
    public static List<String> in(Optional<Path> recipeFolder) {
        return Arrays.stream(Hook.values())
                .map(Hook::file)
                .filter(file -> recipeFolder
                        .map(folder -> Files.isRegularFile(script(folder, file)))
                        .orElse(false))
                .toList();
    }

    private static Path script(Path folder, String file) {
        return folder.resolve("hooks").resolve(file);
    }

    /**
     * Runs a hook to its end, where the recipe has it.
     *
     * @throws RunException of the recipe when it does not end with exit code 0 within 5 minutes
     * @throws CancelledException when the deadline is over first
     */
    public void run(Hook hook) {
        folder.map(place -> script(place, hook.file()).toAbsolutePath())
                .filter(Files::isRegularFile)
                .ifPresent(script -> run(hook, script));
    }

    private void run(Hook hook, Path script) {
        var directory = script.getParent().getParent();
        var command = new ProcessSpec(List.of("sh", script.toString()), directory, environment, TIMEOUT, true);
        var finished = programs.run(command, deadline);
        if (!finished.well()) {
            var lines = Stream.concat(
                            finished.output().lines(), finished.errors().lines())
                    .toList();
            throw RunException.recipe(
                    "hooks/" + hook.file()
                            + (finished.killed()
                                    ? " did not end within " + HumanTime.format(TIMEOUT)
                                    : " ended with exit code " + finished.exit()),
                    lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
        }
    }
}
