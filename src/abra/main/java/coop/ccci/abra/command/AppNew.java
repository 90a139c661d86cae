package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.app.App;
import coop.ccci.abra.app.EnvFile;
import coop.ccci.abra.deploy.ComposeEnv;
import coop.ccci.abra.recipe.ComposeFiles;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.recipe.RecipeReference;
import coop.ccci.abra.secret.SecretSpec;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app new}: an env file made from the recipe's {@code .env.sample}. Nothing is deployed. */
@Command(name = "new", aliases = "n", description = "Create a new app from a recipe.")
final class AppNew implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String recipeName;

    @Parameters(index = "1", paramLabel = "<version>", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Option(
            names = {"-s", "--server"},
            description = "Where it is to run.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = {"-D", "--domain"},
            description = "The domain that it is to serve, which is also its name.")
    private Optional<String> domain = Optional.empty();

    @Option(
            names = {"-S", "--secrets"},
            description = "Generate the secrets now and show them.")
    private boolean withSecrets;

    @Option(
            names = {"-p", "--pass"},
            description = "Accepted; values are not stored in a password store.")
    @SuppressWarnings("UnusedVariable") // accepted so that a caller of the real one is understood
    private boolean pass;

    @Mixin
    private ChaosFlag chaos;

    private final Abra abra;

    AppNew(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (chaos.given() && version.isPresent()) {
            throw new FatalException("cannot use [version] and --chaos together");
        }
        var reference = RecipeReference.parse(recipeName);
        var name = domain.orElseThrow(() -> new FatalException("no domain given: pass --domain"));
        var file = abra.folder().fileOfNew(name, chosenServer());
        try (var recipe = abra.recipes().ensure(reference, abra.isOffline())) {
            var pinned = chaos.given() ? recipe.chaosVersion() : moved(recipe);
            var sample = recipe.folder().resolve(".env.sample");
            if (!Files.exists(sample)) {
                throw new FatalException("the recipe has no " + sample + ": add one");
            }
            var env = EnvFile.parse(EnvFile.read(sample).text().replace(reference.name() + ".example.com", name))
                    .pinnedTo(pinned);
            var app = new App(name, file.getParent().getFileName().toString(), file, env);
            var composeEnv = ComposeEnv.of(app, recipe.folder());
            var secrets = SecretSpec.of(app, ComposeFiles.read(recipe.folder(), composeEnv), composeEnv);
            env.write(file);
            new Table("SERVER", "RECIPE", "DOMAIN", "VERSION")
                    .row(app.server(), reference.name(), name, pinned)
                    .print(abra.out());
            if (withSecrets) {
                new SecretGeneration(abra, app).generate(secrets).print(false);
            }
        }
    }

    private String chosenServer() {
        var servers = abra.folder().servers();
        return server.or(
                        () -> !abra.isNoInput() && servers.size() == 1 ? Optional.of(servers.get(0)) : Optional.empty())
                .orElseThrow(() -> new FatalException("no server given: pass --server with one of " + servers));
    }

    /** Moves the checkout to the version asked for or the newest release, as abra does, and returns its name. */
    private String moved(RecipeCheckout recipe) {
        recipe.refuseWhenDirty();
        if (!abra.isOffline()) {
            recipe.fetch();
        }
        version.or(() -> recipe.newest().map(Object::toString))
                .ifPresentOrElse(recipe::checkout, recipe::checkoutNewest);
        return recipe.released().map(Object::toString).orElseGet(recipe::smallHead);
    }
}
