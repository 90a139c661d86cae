package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.swarm.ServiceContainers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra app run}: runs a program in the container of a service. Its exit code is not passed on: any failure is a
 * {@code FATA} line and 1.
 */
@Command(name = "run", description = "Run a command inside a service's container.")
final class AppRunCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<service>")
    private String service;

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "<cmd>")
    private List<String> program = List.of();

    @Option(
            names = {"-t", "--no-tty"},
            description = "Ask for no terminal.")
    private boolean noTty;

    @Option(
            names = {"-u", "--user"},
            description = "As this user.")
    private Optional<String> user = Optional.empty();

    private final AbraCommand abra;

    AppRunCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        if (!noTty) {
            abra.requireTerminal();
        }
        var containers = new ServiceContainers(abra.docker(app));
        var options = new ArrayList<String>();
        user.ifPresent(who -> options.addAll(List.of("--user", who)));
        if (!noTty) {
            options.addAll(List.of("--interactive", "--tty"));
        }
        var call = containers.exec(containers.require(app.stack().member(service)), options, program);
        var exit = noTty ? abra.print(call.result()) : call.attached();
        if (exit != 0) {
            throw new FatalException("the command ended with exit code " + exit);
        }
    }
}
