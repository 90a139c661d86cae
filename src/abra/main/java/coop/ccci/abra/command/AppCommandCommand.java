package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.AbraShFunction;
import coop.ccci.abra.swarm.ServiceShell;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app command}: runs a function of the recipe's {@code abra.sh} in the container of a service. */
@Command(name = "command", aliases = "cmd", description = "Run a function of abra.sh inside a service's container.")
final class AppCommandCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<service>")
    private String service;

    @Parameters(index = "2", paramLabel = "<function>")
    private String function;

    @Parameters(index = "3..*", arity = "0..*", paramLabel = "<argument>")
    private List<String> arguments = List.of();

    @Option(
            names = {"-T", "--tty"},
            description = "Ask for no terminal.")
    private boolean noTty;

    @Mixin
    private ChaosFlag chaos;

    private final AbraCommand abra;

    AppCommandCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        if (!noTty) {
            abra.requireTerminal();
        }
        try (var recipe = abra.recipeOf(app, chaos.given())) {
            var found = AbraShFunction.find(recipe.folder(), function);
            var exit = abra.print(
                    new ServiceShell(abra.docker(app), app).run(service, found, String.join(" ", arguments)));
            if (exit != 0) {
                throw new FatalException(function + " in " + service + " ended with exit code " + exit);
            }
        }
    }
}
