package coop.ccci.sandbox.abra.command;

import coop.ccci.sandbox.abra.FatalException;
import coop.ccci.sandbox.abra.deploy.DeployRequest;
import coop.ccci.sandbox.abra.deploy.Deployment;
import coop.ccci.sandbox.abra.swarm.Secrets;
import java.util.Optional;
import picocli.CommandLine.Command;
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
            names = {"-f", "--force"},
            description = "Deploy over what is deployed.")
    private boolean force;

    @Option(
            names = {"-C", "--chaos"},
            description = "Deploy the recipe as it lies there.")
    private boolean chaos;

    @Option(
            names = {"-c", "--no-converge-checks"},
            description = "Do not wait for the services to run.")
    private boolean noConvergeChecks;

    @Option(
            names = {"-D", "--no-domain-checks"},
            description = "Do not look the domain up.")
    private boolean noDomainChecks;

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
        var request = new DeployRequest(
                name,
                version,
                chaos,
                force,
                noConvergeChecks,
                noDomainChecks,
                abra.isOffline(),
                abra.ignoresEnvVersion());
        try (var recipe = abra.recipes().ensure(app.recipe(), abra.isOffline())) {
            var deployed = new Deployment(
                            request,
                            app,
                            recipe,
                            abra.recipes().catalogue(app.recipe().name()),
                            abra.stack(app),
                            new Secrets(abra.docker(app)),
                            abra.log())
                    .run();
            abra.log().info("deployed " + name + " " + deployed);
        }
    }
}
