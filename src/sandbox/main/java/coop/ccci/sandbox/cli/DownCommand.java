package coop.ccci.sandbox.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.Terminal;
import coop.ccci.sandbox.Sandbox;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.show.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./cc-ci sandbox down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Stop and remove everything that the sandbox made, its data included, and nothing else.",
            "Built programs stay in the cache."
        })
final class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        var sandbox = new Sandbox(Settings.of(System.getenv()));
        var problems = down(sandbox);
        problems.forEach(problem -> System.err.println("cc-ci: left behind: " + problem));
        return problems.isEmpty() ? ExitCode.PASSED.code() : ExitCode.ENVIRONMENT.code();
    }

    private static List<String> down(Sandbox sandbox) {
        try (var progress = Console.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
            return sandbox.down(progress);
        }
    }
}
