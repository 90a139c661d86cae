package coop.ccci.abra.command;

import coop.ccci.abra.deploy.Direction;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abra app rollback}: from the release that runs to an older one. */
@Command(name = "rollback", aliases = "rl", description = "Roll a deployed app back to an older release.")
final class AppRollback implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<version>", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Mixin
    private final DeployFlags flags = new DeployFlags();

    private final Abra abra;

    AppRollback(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        new VersionMove(abra, name, flags).run(Direction.ROLLBACK, version, false);
    }
}
