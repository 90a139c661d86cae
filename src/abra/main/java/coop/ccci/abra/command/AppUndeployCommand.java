package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code abra app undeploy}: removes the services and keeps everything that holds data. */
@Command(name = "undeploy", description = "Remove the services of an app; volumes, secrets and its .env stay.")
final class AppUndeployCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    private final AbraCommand abra;

    AppUndeployCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        var stack = abra.stack(app);
        if (!stack.isDeployed()) {
            throw new FatalException(name + " is not deployed?");
        }
        abra.confirm("undeploy " + name + "?");
        stack.remove();
        abra.log().info("undeployed " + name);
    }
}
