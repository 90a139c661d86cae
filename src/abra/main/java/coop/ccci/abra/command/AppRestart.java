package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app restart}: ends the containers of a service, or of all, and starts them again. */
@Command(name = "restart", aliases = "re", description = "Restart a service of an app, or all of them.")
final class AppRestart implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<service>", arity = "0..1")
    private Optional<String> service = Optional.empty();

    @Option(
            names = {"-a", "--all-services"},
            description = "All services.")
    private boolean all;

    private final Abra abra;

    AppRestart(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (all == service.isPresent()) {
            throw new FatalException("give one service, or --all-services");
        }
        var app = abra.folder().app(name);
        var stack = abra.stack(app);
        var known = stack.inspectServices().stream()
                .map(each -> each.path("Spec").path("Name").asText())
                .toList();
        if (known.isEmpty()) {
            throw new FatalException(name + " is not deployed?");
        }
        var chosen = service.map(stack.name()::member).map(List::of).orElse(known);
        if (!known.containsAll(chosen)) {
            throw new FatalException(name + " has no service " + service.orElse("") + ": it has " + known);
        }
        chosen.forEach(stack::restart);
        abra.log().info("restarted " + String.join(", ", chosen));
    }
}
