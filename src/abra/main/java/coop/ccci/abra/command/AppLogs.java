package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app logs}: what the services of a deployed app wrote up to now; it does not go on to follow them. */
@Command(name = "logs", aliases = "l", description = "Show the logs of an app.")
final class AppLogs implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "<service>")
    private List<String> services = List.of();

    @Option(
            names = {"-s", "--since"},
            description = "Only what is newer, for example 10m.")
    private Optional<String> since = Optional.empty();

    private final Abra abra;

    AppLogs(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.folder().app(name);
        var docker = abra.docker(app);
        var stack = abra.stack(app);
        if (!stack.isDeployed()) {
            throw new FatalException(name + " is not deployed?");
        }
        var chosen = services.isEmpty()
                ? stack.services()
                : services.stream().map(stack.name()::member).toList();
        for (var service : chosen) {
            var arguments = new ArrayList<>(List.of("service", "logs"));
            since.ifPresent(time -> arguments.addAll(List.of("--since", time)));
            arguments.add(service);
            if (abra.shown(docker.call(arguments).result()) != 0) {
                throw new FatalException("cannot show the logs of " + service);
            }
        }
    }
}
