package coop.ccci.reconcile;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code host idle}: whether no run is at work; what a switch asks before it begins. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Says whether no run is at work on this host.",
        footer = {"", "Exit codes: 0 no run is at work, 1 a run is, 2 wrong arguments or configuration."})
final class IdleCommand implements Callable<Integer> {
    @Mixin
    private final HostOptions options = new HostOptions();

    @Override
    public Integer call() {
        var atWork = RunsAtWork.in(options.runs());
        if (atWork.isEmpty()) {
            System.out.println("no run is at work");
            return 0;
        }
        System.out.println("a run is at work: " + String.join(", ", atWork)
                + ". Wait for its end, or end it by !testme cancel; NIXOS_NO_CHECK=1 has a switch end it");
        return 1;
    }
}
