package coop.ccci.reconcile;

import coop.ccci.host.Waiter;
import coop.ccci.reconcile.config.HostConfig;
import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.part.HostLock;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.part.PartRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code host reconcile}: brings parts of the host to what its configuration says. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description =
                "Brings a part of this host to what its configuration says: looks, acts on the difference, and waits"
                        + " until it works.",
        footer = {
            "",
            "Only one at a time works on a host; a second one waits. It may be killed and started again at any time.",
            "Exit codes: 0 as wished, 1 could not, 2 wrong arguments or configuration, 3 Docker or abra are at fault,",
            "10 with --check: something differs."
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final Duration EVERY = Duration.ofSeconds(1);

    @Parameters(
            paramLabel = "<part>",
            description = "swarm, proxy, drone, bridge, dashboard, backupbot, or all that the host has, in this order")
    private String part;

    @Option(names = "--check", description = "look only, and say what differs")
    private boolean check;

    @Mixin
    private final HostOptions options = new HostOptions();

    @Override
    public Integer call() {
        var config = options.config();
        var names = names(config);
        var waiter = Waiter.sleeping(EVERY);
        var runner = new PartRunner(waiter, System.out::println);
        if (check) {
            var parts = options.parts(config);
            return names.stream()
                    .map(name -> runner.check(parts.part(name)))
                    .reduce(PartOutcome.UNCHANGED, PartOutcome::and)
                    .code();
        }
        var who = "cc-ci host reconcile " + part + ", process "
                + ProcessHandle.current().pid();
        try (var lock = new HostLock(options.locks(), waiter, System.out::println).acquire(who)) {
            assert lock != null;
            return names.stream()
                    .map(name -> runner.reconcile(options.parts(config, waiter.limit(PartRunner.WITH_LAST_ACT))
                            .part(name)))
                    .reduce(PartOutcome.UNCHANGED, PartOutcome::and)
                    .code();
        }
    }

    private List<PartName> names(HostConfig config) {
        if (part.equals(ALL)) {
            return config.parts();
        }
        var name = PartName.of(part)
                .orElseThrow(() -> new IllegalArgumentException("there is no part \"" + part
                        + "\"; there are swarm, proxy, drone, bridge, dashboard, backupbot, and all"));
        if (!config.parts().contains(name)) {
            throw new IllegalArgumentException("this host has no " + part + "; its configuration names "
                    + String.join(
                            ", ", config.parts().stream().map(PartName::text).toList()));
        }
        return List.of(name);
    }
}
