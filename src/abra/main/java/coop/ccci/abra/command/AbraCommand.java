package coop.ccci.abra.command;

import coop.ccci.abra.app.AbraDir;
import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.deploy.AppDeployment;
import coop.ccci.abra.deploy.ComposeEnv;
import coop.ccci.abra.deploy.DeployRequest;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.process.Log;
import coop.ccci.abra.process.ProcessContext;
import coop.ccci.abra.recipe.ComposeFiles;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.recipe.Recipes;
import coop.ccci.abra.secret.SecretSpec;
import coop.ccci.abra.swarm.DockerCli;
import coop.ccci.abra.swarm.Secrets;
import coop.ccci.abra.swarm.Stack;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command: the flags of every command, before or after its name, and what the commands have in common. */
@Command(
        name = "abra",
        description = "A stand-in for abra, the command line of Co-op Cloud, for cc-ci's sandbox.",
        version = "abra version 0.13.0-beta-cc-ci (a stand-in for abra, part of cc-ci's sandbox)",
        synopsisSubcommandLabel = "COMMAND")
public final class AbraCommand {
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
            description = "Ignore the version in the app's .env.")
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

    private final ProcessContext context;

    /** Creates the command line of a process. */
    public AbraCommand(ProcessContext context) {
        this.context = context;
    }

    /** Returns the log, on standard error. */
    public Log log() {
        return new Log(err(), debug);
    }

    PrintStream out() {
        return context.out();
    }

    PrintStream err() {
        return context.err();
    }

    ProcessContext context() {
        return context;
    }

    /**
     * Requires a terminal for a program that abra runs in a container, with {@code --no-input} just the same.
     *
     * @throws FatalException when there is none
     */
    void requireTerminal() {
        requireTerminal("the input device is not a TTY");
    }

    /**
     * Requires a terminal.
     *
     * @throws FatalException with this message when there is none
     */
    void requireTerminal(String message) {
        if (!context.isTerminal().getAsBoolean()) {
            throw new FatalException(message);
        }
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

    AbraDir dir() {
        return AbraDir.of(context.environment());
    }

    Recipes recipes() {
        return new Recipes(dir().recipes(), dir().catalogue());
    }

    DockerCli docker(String server) {
        return new DockerCli(server, context.environment());
    }

    DockerCli docker(AppDefinition app) {
        return docker(app.server());
    }

    Stack stack(AppDefinition app) {
        return new Stack(docker(app), app.stack());
    }

    /** Opens the recipe of an app: as it is with chaos, otherwise with the version of the app's env checked out. */
    RecipeCheckout recipeOf(AppDefinition app, boolean isChaos) {
        var reference = app.recipe();
        var recipe = recipes().ensure(reference, offline);
        if (!isChaos) {
            recipe.requireClean();
            if (!offline) {
                recipe.fetch();
            }
            reference.version().filter(pinned -> !ignoreEnvVersion).ifPresent(recipe::checkout);
        }
        return recipe;
    }

    /** Deploys an app and reports the version. */
    void deploy(DeployRequest request, AppDefinition app, RecipeCheckout recipe) {
        var deployed = new AppDeployment(
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

    /** Prints the output of a program, each stream to its own, and returns its exit code. */
    int print(DockerCli.Result result) {
        out().print(result.output());
        out().flush();
        err().print(result.errors());
        err().flush();
        return result.exit();
    }

    /** Returns the secrets that an app's recipe uses. */
    List<SecretSpec> secretsOf(AppDefinition app, boolean isChaos) {
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
        var answer = new Scanner(context.in(), StandardCharsets.UTF_8);
        if (!answer.hasNextLine()) {
            throw new FatalException("nobody answered: pass --no-input where nobody can");
        }
        if (!answer.nextLine().strip().equalsIgnoreCase("y")) {
            throw new FatalException("exiting as requested");
        }
    }
}
