package coop.ccci.abra.command;

import coop.ccci.abra.deploy.Direction;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app upgrade}: from the release that runs to a newer one. */
@Command(name = "upgrade", aliases = "up", description = "Upgrade a deployed app to a newer release.")
final class AppUpgrade implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<version>", arity = "0..1")
    private Optional<String> version = Optional.empty();

    @Mixin
    private final DeployFlags flags = new DeployFlags();

    @Option(
            names = {"-r", "--releasenotes"},
            description = "Only show the release notes.")
    private boolean onlyNotes;

    private final Abra abra;

    AppUpgrade(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        new VersionMove(abra, name, flags).run(Direction.UPGRADE, version, onlyNotes);
    }
}
