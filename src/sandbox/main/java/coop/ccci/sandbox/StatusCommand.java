package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.plan.PartState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./cc-ci sandbox status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Look at every part by using it; exit 0 only when all are up.")
final class StatusCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        var states = new Sandbox(SandboxSettings.of(System.getenv())).inspect();
        states.forEach(
                (part, state) -> System.out.printf("%-4s %-20s %s%n", sign(state), part.name(), state.description()));
        return states.values().stream().allMatch(PartState::isUsable)
                ? ExitCode.PASSED.code()
                : ExitCode.ENVIRONMENT.code();
    }

    private static String sign(PartState state) {
        return switch (state.kind()) {
            case UP, OUTDATED -> "up";
            case MISSING -> "down";
            case BLOCKED -> "no";
        };
    }
}
