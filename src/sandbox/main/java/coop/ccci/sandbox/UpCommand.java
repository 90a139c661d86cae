package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.Terminal;
import coop.ccci.sandbox.config.EngineOption;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./cc-ci sandbox up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Bring up what is missing and check everything by using it.",
            "Gitea, Traefik and Drone run from their official images where these can be pulled; else they are built,",
            "once: Gitea and Traefik take about 15 minutes on two cores, Drone for --engine drone about 5."
        })
final class UpCommand implements Callable<Integer> {
    @Mixin
    private EngineOption engine;

    @Override
    public Integer call() {
        var sandbox = new Sandbox(engine.in(SandboxSettings.of(System.getenv())));
        try (var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
            var problems = sandbox.up(progress);
            if (problems.isEmpty()) {
                return ExitCode.PASSED.code();
            }
        }
        System.err.println("cc-ci: the sandbox is not up. When the cause is gone, run ./cc-ci sandbox up again.");
        return ExitCode.ENVIRONMENT.code();
    }
}
