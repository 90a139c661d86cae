package coop.ccci.sandbox.abra.command;

import coop.ccci.sandbox.abra.FatalException;
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
        var app = abra.folder().app(name);
        abra.confirm("deploy " + name + "?");
        try (var recipe = abra.recipes().ensure(app.recipe(), abra.isOffline())) {
            abra.deploy(flags.request(abra, name, version, chaos), app, recipe);
        }
    }
}
