package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra server add}: adds this machine as {@code default}; the stand-in reaches no other one. */
@Command(name = "add", description = "Add this machine as the server default.")
final class ServerAddCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<server>", arity = "0..1")
    private Optional<String> server = Optional.empty();

    @Option(
            names = {"-l", "--local"},
            description = "This machine.")
    private boolean local;

    private final AbraCommand abra;

    ServerAddCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (local == server.isPresent()) {
            throw new FatalException("give --local and no server");
        }
        if (!local) {
            throw new FatalException("the stand-in reaches no server but this machine: give --local");
        }
        abra.docker("default").run("node", "ls", "--quiet");
        try {
            Files.createDirectories(abra.dir().path().resolve("servers").resolve("default"));
        } catch (IOException e) {
            throw new FatalException("cannot make the folder of the server: " + e.getMessage(), e);
        }
        abra.log().info("local server successfully added");
    }
}
