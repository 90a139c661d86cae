package coop.ccci.harness.hooks;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.dependency.ProvidedCredentials;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.host.HumanTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recipe's hooks: {@code recipe-tests/<recipe>/hooks/*.sh}, run by {@code sh} on this machine, in the recipe's folder.
 * A hook sees the app's address and where abra keeps it, what the apps that this one depends on hand over, and of the run's
 * environment only what a program needs to be found; no other secret is given to it. What it says goes to the log, masked.
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
     * @param provided variables that tell of the apps that this one depends on
     * @param own the harness's own environment, of which a hook sees a part
     */
    public Hooks(
            RecipeName recipe,
            Optional<Path> recipeFolder,
            RunApp app,
            AbraFolder abra,
            Map<String, String> provided,
            Map<String, String> own,
            ProcessRunner programs,
            Deadline deadline) {
        this.folder = recipeFolder;
        this.environment = environment(recipe, app, abra, own);
        this.environment.putAll(provided);
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

    /** Returns whether a recipe's folder has hooks that act on its app before, or while, it is tested. */
    public static boolean actOn(Optional<Path> recipeFolder) {
        return in(recipeFolder).stream().anyMatch(file -> !file.equals(Hook.PROVIDE.file()));
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

    /**
     * Has the app hand over what another that depends on it may know: what {@code provide.sh}, where the recipe has it, writes
     * into the file {@code $CCCI_CREDENTIALS_FILE}.
     *
     * @return by name, in order; some of it is secret
     * @throws RunException of the recipe as {@link #run(Hook)} does, or when it is not as it should be
     */
    public Map<String, String> provide() {
        var script = folder.map(place -> script(place, Hook.PROVIDE.file()).toAbsolutePath())
                .filter(Files::isRegularFile);
        if (script.isEmpty()) {
            return Map.of();
        }
        try (var work = TemporaryFolder.make()) {
            var file = work.path().resolve("credentials");
            var seen = new LinkedHashMap<>(environment);
            seen.put("CCCI_CREDENTIALS_FILE", file.toString());
            run(Hook.PROVIDE, script.get(), seen);
            return Files.exists(file) ? ProvidedCredentials.read(text(file)) : Map.of();
        } catch (IOException e) {
            throw RunException.environment("cannot read what hooks/provide.sh wrote: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > ProvidedCredentials.MAX_BYTES) {
            throw RunException.recipe(
                    "hooks/provide.sh hands over more than " + ProvidedCredentials.MAX_BYTES + " bytes");
        }
        return Files.readString(file);
    }

    private void run(Hook hook, Path script) {
        run(hook, script, environment);
    }

    private void run(Hook hook, Path script, Map<String, String> seen) {
        var directory = script.getParent().getParent();
        var command = new ProcessSpec(List.of("sh", script.toString()), directory, seen, TIMEOUT, true);
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
