package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.Terminal;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.program.GoProgram;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./cc-ci sandbox program}. */
@Command(
        name = "program",
        mixinStandardHelpOptions = true,
        description = {
            "Print where a program is that cc-ci builds from its Go module: gitea, traefik, drone-server,",
            "drone-runner-exec, or sops, which no part of the sandbox is, but tests of a host's secrets need.",
            "It is built once, which takes minutes, and kept for every sandbox. None has to be up."
        })
final class ProgramCommand implements Callable<Integer> {
    private static final Map<String, BiFunction<Path, Path, GoProgram>> KNOWN = new TreeMap<>(Map.of(
            "drone-runner-exec", GoProgram::droneRunner,
            "drone-server", GoProgram::droneServer,
            "gitea", GoProgram::gitea,
            "sops", GoProgram::sops,
            "traefik", GoProgram::traefik));

    @Parameters(paramLabel = "<name>", description = "the program")
    private String name;

    @Override
    public Integer call() {
        var known = KNOWN.get(name);
        if (known == null) {
            throw new SandboxException(
                    "there is no program \"" + name + "\"; there are " + String.join(", ", KNOWN.keySet()));
        }
        var settings = SandboxSettings.of(System.getenv());
        var program = known.apply(settings.home(), settings.parts());
        if (!program.isBuilt()) {
            try (var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
                var line = progress.begin(program.name());
                program.build(line);
                line.done(program.version() + ", built here");
            }
        }
        System.out.println(program.executable());
        return ExitCode.PASSED.code();
    }
}
