package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.Log;
import coop.ccci.abra.Surroundings;
import coop.ccci.abra.app.AbraFolder;
import coop.ccci.abra.app.App;
import coop.ccci.abra.deploy.ComposeEnv;
import coop.ccci.abra.deploy.DeployRequest;
import coop.ccci.abra.deploy.Deployment;
import coop.ccci.abra.recipe.ComposeFiles;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.recipe.Recipes;
import coop.ccci.abra.secret.SecretSpec;
import coop.ccci.abra.swarm.Docker;
import coop.ccci.abra.swarm.Secrets;
import coop.ccci.abra.swarm.Stack;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself: the flags that every command takes, before or after its name, and what commands work with. */
@Command(
        name = "abra",
        description = "A stand-in for abra, the command line of Co-op Cloud, for cc-ci's sandbox.",
        version = "abra version 0.13.0-beta-cc-ci (a stand-in for abra, part of cc-ci's sandbox)",
        synopsisSubcommandLabel = "COMMAND")
public final class Abra {
    @Option(
            names = {"-n", "--no-input"},
            scope = ScopeType.INHERIT,
            description = "Ask nothing.")
    private boolean noInput;

    @Option(
            names = {"-o", "--offline"},
            scope = ScopeType.INHERIT,
            description = "Fetch nothing; use the files that are there.")
    private boolean offline;

    @Option(
            names = {"-d", "--debug"},
            scope = ScopeType.INHERIT,
            description = "Show what goes on inside.")
    private boolean debug;

    @Option(
            names = {"-i", "--ignore-env-version"},
            scope = ScopeType.INHERIT,
            description = "Do not mind the version in the app's .env.")
    private boolean ignoreEnvVersion;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private final Surroundings surroundings;

    /** The program in a process. */
    public Abra(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Where log lines go. */
    public Log log() {
        return new Log(err(), debug);
    }

    PrintStream out() {
        return surroundings.out();
    }

    PrintStream err() {
        return surroundings.err();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean isNoInput() {
        return noInput;
    }

    boolean isOffline() {
        return offline;
    }

    boolean isDebug() {
        return debug;
    }

    boolean ignoresEnvVersion() {
        return ignoreEnvVersion;
    }

    AbraFolder folder() {
        return AbraFolder.of(surroundings.environment());
    }

    Recipes recipes() {
        return new Recipes(folder().recipes(), folder().catalogue());
    }

    Docker docker(String server) {
        return new Docker(server, surroundings.environment());
    }

    Docker docker(App app) {
        return docker(app.server());
    }

    Stack stack(App app) {
        return new Stack(docker(app), app.stack());
    }

    /** The recipe of an app: as it lies there with chaos, otherwise with the version of the app's env checked out. */
    RecipeCheckout recipeOf(App app, boolean isChaos) {
        var reference = app.recipe();
        var recipe = recipes().ensure(reference, offline);
        if (!isChaos) {
            recipe.refuseWhenDirty();
            if (!offline) {
                recipe.fetch();
            }
            reference.version().filter(pinned -> !ignoreEnvVersion).ifPresent(recipe::checkout);
        }
        return recipe;
    }

    /** The folder of an app's recipe, in the state that {@link #recipeOf} brings it to. */
    Path recipeFolder(App app, boolean isChaos) {
        try (var recipe = recipeOf(app, isChaos)) {
            return recipe.folder();
        }
    }

    /** Deploys. */
    void deploy(DeployRequest request, App app, RecipeCheckout recipe) {
        var deployed = new Deployment(
                        request,
                        app,
                        recipe,
                        () -> recipes().catalogue(recipe.name()),
                        stack(app),
                        new Secrets(docker(app)),
                        log())
                .run();
        log().info("deployed " + app.name() + " " + deployed);
    }

    /** Shows what a program wrote where it wrote it, and returns its exit code. */
    int shown(Docker.Result result) {
        out().print(result.output());
        out().flush();
        err().print(result.errors());
        err().flush();
        return result.exit();
    }

    /** The secrets that an app's recipe uses. */
    List<SecretSpec> secretsOf(App app, boolean isChaos) {
        try (var recipe = recipeOf(app, isChaos)) {
            var env = ComposeEnv.of(app, recipe.folder());
            return SecretSpec.of(app, ComposeFiles.read(recipe.folder(), env), env);
        }
    }

    /**
     * Asks before something that cannot be undone.
     *
     * @throws FatalException when the answer is not yes, or when nobody answers
     */
    void confirm(String question) {
        if (noInput) {
            return;
        }
        err().print(question + " [y/N] ");
        err().flush();
        var answer = new Scanner(surroundings.in(), StandardCharsets.UTF_8);
        if (!answer.hasNextLine()) {
            throw new FatalException("nobody answered: pass --no-input where nobody can");
        }
        if (!answer.nextLine().strip().equalsIgnoreCase("y")) {
            throw new FatalException("exiting as requested");
        }
    }
}
