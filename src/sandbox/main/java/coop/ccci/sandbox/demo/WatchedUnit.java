package coop.ccci.sandbox.demo;

import coop.ccci.host.UnitHost;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressDisplay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A oneshot unit of cc-ci on a host, of which a person sees what it says until it has ended.
 *
 * @param name of the unit
 */
record WatchedUnit(UnitHost host, String name) {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(500));

    /**
     * Waits until it has ended, and shows what it says meanwhile.
     *
     * @return the last line that it has said
     * @throws SandboxException when it has failed, or has not ended in time
     */
    String awaitEnd(Duration atMost, ProgressDisplay.Activity line) {
        var shown = new String[] {""};
        var hasEnded = WAITER.until(atMost, () -> {
            lastLine().filter(text -> !text.equals(shown[0])).ifPresent(text -> {
                shown[0] = text;
                line.doing(text);
            });
            var state = host.show(name, "ExecMainExitTimestampMonotonic", "ActiveState");
            return !state.get(0).equals("0") && List.of("inactive", "failed").contains(state.get(1));
        });
        var said = lastLine().orElse("it has said nothing");
        if (!hasEnded) {
            throw new SandboxException(name + " has not ended within " + atMost.toMinutes() + " minutes: " + said);
        }
        if (!host.show(name, "Result").equals(List.of("success"))) {
            throw new SandboxException(name + " has failed: " + said);
        }
        return said;
    }

    private Optional<String> lastLine() {
        return host.ask("journalctl --quiet --output=cat --lines=20 --unit=" + name + " || :")
                .lines()
                .filter(text -> text.startsWith(name.replace("cc-ci-", "") + ": "))
                .reduce((before, last) -> last);
    }
}
