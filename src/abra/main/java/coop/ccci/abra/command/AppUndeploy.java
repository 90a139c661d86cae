package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app undeploy}: the services go, everything that holds data stays. */
@Command(
        name = "undeploy",
        aliases = "un",
        description = "Remove the services of an app; volumes, secrets and its .env stay.")
final class AppUndeploy implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Option(
            names = {"-p", "--prune"},
            description = "Accepted; unused images, networks and containers stay.")
    @SuppressWarnings("UnusedVariable") // accepted so that a caller of the real one is understood
    private boolean prune;

    private final Abra abra;

    AppUndeploy(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.folder().app(name);
        var stack = abra.stack(app);
        if (!stack.isDeployed()) {
            throw new FatalException(name + " is not deployed?");
        }
        abra.confirm("undeploy " + name + "?");
        stack.remove();
        abra.log().info("undeployed " + name);
    }
}
