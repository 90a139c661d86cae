package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.Terminal;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.demo.DemoLock;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import java.nio.file.Files;
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
        var sandbox = new Sandbox(SandboxSettings.of(System.getenv()));
        if (!Files.exists(sandbox.settings().folder().path())) {
            return ExitCode.PASSED.code();
        }
        var problems = down(sandbox);
        problems.forEach(problem -> System.err.println("cc-ci: left behind: " + problem));
        return problems.isEmpty() ? ExitCode.PASSED.code() : ExitCode.ENVIRONMENT.code();
    }

    private static List<String> down(Sandbox sandbox) {
        try (var lock = DemoLock.acquireForDown(sandbox.settings().folder());
                var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
            assert lock != null;
            return sandbox.down(progress);
        }
    }
}
