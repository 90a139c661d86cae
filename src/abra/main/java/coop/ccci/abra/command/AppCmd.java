package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.swarm.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra app cmd}: a function of the recipe's {@code abra.sh} in the container of a service. On this machine it
 * runs nothing of a recipe: {@code --local} is refused.
 */
@Command(name = "cmd", description = "Run a function of the recipe's abra.sh.")
final class AppCmd implements Runnable {
    private static final String SHELL = "exec \"$(command -v bash || command -v sh)\" -s -- \"$@\"";

    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<service>")
    private String service;

    @Parameters(index = "2", paramLabel = "<function>")
    private String function;

    @Parameters(index = "3..*", arity = "0..*", paramLabel = "<args>")
    private List<String> arguments = List.of();

    @Option(
            names = {"-l", "--local"},
            description = "Refused: the stand-in runs no code of a recipe on this machine.")
    private boolean local;

    @Option(
            names = {"-T", "--tty"},
            description = "Ask for no terminal.")
    private boolean noTty;

    @Option(
            names = {"-u", "--user"},
            description = "As this user.")
    private Optional<String> user = Optional.empty();

    @Mixin
    private ChaosFlag chaos;

    private final Abra abra;

    AppCmd(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (local) {
            throw new FatalException("the stand-in runs no code of a recipe on this machine: leave --local out");
        }
        var app = abra.folder().app(name);
        var script = script(app.recipe().name(), abra.recipeFolder(app, chaos.given()));
        if (!noTty) {
            Terminal.neededToExecute(abra.surroundings());
        }
        var options = new ArrayList<>(List.of("--interactive"));
        user.ifPresent(who -> options.addAll(List.of("--user", who)));
        List.of("TARGET=" + service, "APP_NAME=" + name, "STACK_NAME=" + app.stack())
                .forEach(variable -> options.addAll(List.of("--env", variable)));
        var program = new ArrayList<>(List.of("sh", "-c", SHELL, "cmd"));
        program.addAll(arguments);
        var containers = new Containers(abra.docker(app));
        var exit = abra.shown(containers
                .exec(containers.need(app.stack().member(service)), options, program)
                .reading(script + "\n" + function + " \"$@\"\n")
                .result());
        if (exit != 0) {
            throw new FatalException("the function " + function + " ended with exit code " + exit);
        }
    }

    private String script(String recipe, Path folder) {
        var file = folder.resolve("abra.sh");
        try {
            var text = Files.exists(file) ? Files.readString(file) : "";
            if (!Pattern.compile("(?m)^\\s*(?:function\\s+)?" + Pattern.quote(function) + "\\s*\\(\\s*\\)")
                    .matcher(text)
                    .find()) {
                throw new FatalException(recipe + " doesn't have a " + function + " function in " + file);
            }
            return text;
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
