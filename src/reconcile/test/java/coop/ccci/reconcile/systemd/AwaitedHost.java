package coop.ccci.reconcile.systemd;

import coop.ccci.host.UnitHost;
import coop.ccci.host.Waiter;
import coop.ccci.reconcile.nix.FlakeFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A booted host, and what a test waits for in it. */
record AwaitedHost(UnitHost host) implements AutoCloseable {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(100));
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    /** Boots what lies in a folder, as {@code src/unit-host} describes it. */
    static AwaitedHost boot(Path folder) {
        var booted = new AwaitedHost(
                UnitHost.start(FlakeFixture.ROOT.resolve("src/unit-host").toAbsolutePath(), folder));
        booted.host.awaitBoot();
        return booted;
    }

    /** Runs a command that must succeed, and returns what it says. */
    String ask(String command) {
        return host.ask(command);
    }

    /** Waits until a command succeeds. */
    void await(String command) {
        if (!WAITER.until(TIMEOUT, () -> host.run(command).code() == 0)) {
            throw new AssertionError("within " + TIMEOUT.toMinutes() + " minutes it is not so: " + command + "; "
                    + ask("systemctl list-jobs; systemctl --failed; journalctl --no-pager --lines=40"));
        }
    }

    /** Waits until systemd has nothing left to do. */
    void awaitNoJobs() {
        await("systemctl list-jobs | grep -qx 'No jobs running.'");
    }

    /** Returns properties of a unit, in their order. */
    List<String> show(String unit, String... properties) {
        return host.show(unit, properties);
    }

    /**
     * Returns what a unit has said since its last start. By unit and time: of a process that has ended before the journal
     * looks at its line, the journal knows the unit, which the stream is for, and not always the invocation.
     */
    List<String> said(String unit) {
        var start = "$(systemctl show --timestamp=unix --value --property=ExecMainStartTimestamp " + unit + ")";
        return ask("journalctl --sync; journalctl --quiet --output=cat --since=" + start + " _SYSTEMD_UNIT=" + unit
                        + ".service")
                .lines()
                .toList();
    }

    @Override
    public void close() {
        host.close();
    }
}
