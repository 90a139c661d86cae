package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.swarm.Containers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra app run}: a program in the container of a service. What it ends with is not handed on: a failure of any
 * kind is a {@code FATA} line and 1.
 */
@Command(name = "run", aliases = "r", description = "Run a command inside a service's container.")
final class AppRun implements Runnable {
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

    private final Abra abra;

    AppRun(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.folder().app(name);
        if (!noTty) {
            Terminal.neededToExecute(abra.surroundings());
        }
        var containers = new Containers(abra.docker(app));
        var options = new ArrayList<String>();
        user.ifPresent(who -> options.addAll(List.of("--user", who)));
        if (!noTty) {
            options.addAll(List.of("--interactive", "--tty"));
        }
        var call = containers.exec(containers.need(app.stack().member(service)), options, program);
        var exit = noTty ? abra.shown(call.result()) : call.attached();
        if (exit != 0) {
            throw new FatalException("the command ended with exit code " + exit);
        }
    }
}
