package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.swarm.Volumes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app volume}: removes the volumes of an app. */
@Command(name = "volume", description = "Remove the volumes of an app.")
final class AppVolumeCommands {
    private final AbraCommand abra;

    AppVolumeCommands(AbraCommand abra) {
        this.abra = abra;
    }

    @Command(name = "remove", aliases = "rm", description = "Remove the volumes of an undeployed app.")
    void remove(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-f", "--force"},
                            description = "Ask nothing.")
                    boolean isForced) {
        var app = abra.dir().app(name);
        var stack = abra.stack(app);
        if (stack.isDeployed()) {
            throw new FatalException(name + " is still deployed. Run \"abra app undeploy " + name + "\"");
        }
        var volumes = stack.volumes();
        if (volumes.isEmpty()) {
            abra.log().info("no volumes removed");
            return;
        }
        if (!isForced) {
            abra.confirm("remove the volumes " + volumes + "?");
        }
        new Volumes(abra.docker(app)).remove(volumes, isForced);
        abra.log().info(volumes.size() + " volumes removed successfully");
    }
}
