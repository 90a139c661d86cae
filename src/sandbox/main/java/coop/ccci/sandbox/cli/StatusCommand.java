package coop.ccci.sandbox.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.sandbox.Sandbox;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.part.State;
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
        var states = new Sandbox(Settings.of(System.getenv())).look();
        states.forEach((part, state) -> System.out.printf("%-4s %-16s %s%n", sign(state), part.name(), state.words()));
        return states.values().stream().allMatch(State::works) ? ExitCode.PASSED.code() : ExitCode.ENVIRONMENT.code();
    }

    private static String sign(State state) {
        if (state.works()) {
            return "up";
        }
        return state instanceof State.Missing ? "down" : "no";
    }
}
