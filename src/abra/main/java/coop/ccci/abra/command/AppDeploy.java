package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.recipe.RecipeVersion;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app deploy}. */
@Command(name = "deploy", aliases = "d", description = "Deploy an app.")
final class AppDeploy implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<version>", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Option(
            names = {"-C", "--chaos"},
            description = "Deploy the recipe as it lies there.")
    private boolean chaos;

    @Option(
            names = {"-l", "--deploy-latest"},
            description = "Deploy the newest release, whatever the .env pins.")
    private boolean latest;

    @Option(
            names = {"-U", "--show-unchanged"},
            description = "Accepted; there is no overview to show.")
    @SuppressWarnings("UnusedVariable") // accepted so that a caller of the real one is understood
    private boolean showUnchanged;

    @Mixin
    private final DeployFlags flags = new DeployFlags();

    private final Abra abra;

    AppDeploy(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (chaos && version.isPresent()) {
            throw new FatalException("cannot use [version] and --chaos together");
        }
        if (latest && (chaos || version.isPresent())) {
            throw new FatalException("cannot use --deploy-latest with [version] or --chaos");
        }
        var app = abra.folder().app(name);
        abra.confirm("deploy " + name + "?");
        try (var recipe = abra.recipes().ensure(app.recipe(), abra.isOffline())) {
            var wanted = latest ? recipe.newest().map(RecipeVersion::tag) : version;
            abra.deploy(flags.request(abra, name, wanted, chaos), app, recipe);
        }
    }
}
