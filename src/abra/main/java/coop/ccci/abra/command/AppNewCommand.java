package coop.ccci.abra.command;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.app.AppEnvFile;
import coop.ccci.abra.deploy.ComposeEnv;
import coop.ccci.abra.process.FatalException;
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

/** {@code abra app new}: makes an env file from the recipe's {@code .env.sample}. Nothing is deployed. */
@Command(name = "new", description = "Create a new app from a recipe.")
final class AppNewCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String recipeName;

    @Parameters(index = "1", paramLabel = "<version>", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Option(
            names = {"-s", "--server"},
            description = "The server to run it on.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = {"-D", "--domain"},
            description = "The domain it serves, which is also its name.")
    private Optional<String> domain = Optional.empty();

    @Option(
            names = {"-S", "--secrets"},
            description = "Generate the secrets now and show them.")
    private boolean withSecrets;

    @Mixin
    private ChaosFlag chaos;

    private final AbraCommand abra;

    AppNewCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (chaos.given() && version.isPresent()) {
            throw new FatalException("cannot use [version] and --chaos together");
        }
        var reference = RecipeReference.parse(recipeName);
        var name = domain.orElseThrow(() -> new FatalException("no domain given: pass --domain"));
        var file = abra.dir().fileOfNew(name, requireServer());
        try (var recipe = abra.recipes().ensure(reference, abra.isOffline())) {
            var pinned = chaos.given() ? recipe.chaosVersion() : checkedOut(recipe);
            var sample = recipe.folder().resolve(".env.sample");
            if (!Files.exists(sample)) {
                throw new FatalException("the recipe has no " + sample + ": add one");
            }
            var env = AppEnvFile.parse(AppEnvFile.read(sample).text().replace(reference.name() + ".example.com", name))
                    .pinnedTo(pinned);
            var app = new AppDefinition(name, file.getParent().getFileName().toString(), file, env);
            var composeEnv = ComposeEnv.of(app, recipe.folder());
            var secrets = SecretSpec.of(app, ComposeFiles.read(recipe.folder(), composeEnv), composeEnv);
            env.write(file);
            new ColumnTable("SERVER", "RECIPE", "DOMAIN", "VERSION")
                    .row(app.server(), reference.name(), name, pinned)
                    .print(abra.out());
            if (withSecrets) {
                new SecretGeneration(abra, app).generate(secrets).print(false);
            }
        }
    }

    private String requireServer() {
        var servers = abra.dir().servers();
        return server.or(
                        () -> !abra.isNoInput() && servers.size() == 1 ? Optional.of(servers.get(0)) : Optional.empty())
                .orElseThrow(() -> new FatalException("no server given: pass --server with one of " + servers));
    }

    /** Checks out the requested version, by default the newest release, as abra does, and returns its name. */
    private String checkedOut(RecipeCheckout recipe) {
        recipe.requireClean();
        if (!abra.isOffline()) {
            recipe.fetch();
        }
        version.or(() -> recipe.newest().map(Object::toString))
                .ifPresentOrElse(recipe::checkout, recipe::checkoutNewest);
        return recipe.released().map(Object::toString).orElseGet(recipe::shortHead);
    }
}
