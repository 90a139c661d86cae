package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abra app deploy}: puts an app on the swarm, from a release of its recipe or, with chaos, from its checkout. */
@Command(name = "deploy", description = "Deploy an app.")
final class AppDeployCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<version>", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Mixin
    private ChaosFlag chaos;

    @Mixin
    private final DeployFlags flags = new DeployFlags();

    private final AbraCommand abra;

    AppDeployCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (chaos.given() && version.isPresent()) {
            throw new FatalException("cannot use [version] and --chaos together");
        }
        var app = abra.dir().app(name);
        abra.confirm("deploy " + name + "?");
        try (var recipe = abra.recipes().ensure(app.recipe(), abra.isOffline())) {
            abra.deploy(flags.request(abra, name, version, chaos.given()), app, recipe);
            if (flags.waits()) {
                new AfterDeploy(abra).run("POST_DEPLOY_CMDS", app, recipe);
            }
        }
    }
}
