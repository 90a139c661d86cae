package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.swarm.Secrets;
import coop.ccci.abra.swarm.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app rm}: removes everything of an app, the env file last, so that a failed removal can be repeated. */
@Command(
        name = "remove",
        aliases = "rm",
        description = "Remove the secrets, the volumes and the .env of an undeployed app.")
final class AppRemoveCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Option(
            names = {"-f", "--force"},
            description = "Ask nothing.")
    private boolean force;

    private final AbraCommand abra;

    AppRemoveCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        var stack = abra.stack(app);
        if (stack.isDeployed()) {
            throw new FatalException(name + " is still deployed. Run \"abra app undeploy " + name + "\"");
        }
        if (!force) {
            abra.confirm("remove all data of " + name + "?");
        }
        var secrets = new Secrets(abra.docker(app));
        secrets.names().stream().filter(secret -> abra.dir().owns(app, secret)).forEach(secret -> {
            secrets.remove(secret);
            abra.log().info("secret " + secret + " removed");
        });
        new Volumes(abra.docker(app)).remove(stack.volumes(), force);
        try {
            Files.delete(app.file());
        } catch (IOException e) {
            throw new FatalException("cannot delete " + app.file() + ": " + e.getMessage(), e);
        }
        abra.log().info("file " + app.file() + " removed");
    }
}
