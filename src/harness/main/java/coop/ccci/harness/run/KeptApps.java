package coop.ccci.harness.run;

import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.TeardownOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The apps of a failed run that are left up for a while, where somebody asked for it, to be looked into. Their locks are free,
 * and say until when janitors leave them alone.
 */
final class KeptApps {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final RunTools tools;
    private final boolean isWanted;
    private final List<String> lines = new ArrayList<>();

    KeptApps(RunTools tools, RunSettings settings) {
        this.tools = tools;
        this.isWanted = settings.keep();
    }

    /** Returns whether an app that failed in this state is to be kept: there is something of it to look into. */
    boolean isFor(AppState state) {
        return isWanted && state.facts().contains(Fact.SERVICES);
    }

    /** Returns whether one is kept, and so what it depends on too. */
    boolean isAny() {
        return !lines.isEmpty();
    }

    /**
     * Leaves an app up, and frees its lock.
     *
     * @return that it was not torn down
     */
    TeardownOutcome keep(RunApp app, AppLocks.Held lock) {
        try (lock) {
            var until = tools.clock().instant().plus(Janitor.KEEPS);
            lock.keepUntil(until);
            tell(app, until);
            return new TeardownOutcome(
                    List.of("the app " + app + ", kept until " + CLOCK.format(until)), Optional.empty());
        }
    }

    private void tell(RunApp app, Instant until) {
        var service = app.service("app");
        lines.add("kept     https://" + app.domain() + "/ until " + CLOCK.format(until)
                + ", then the next janitor takes it away");
        lines.add("  what became of it    docker stack ps --no-trunc " + app.stack());
        lines.add("  what it says         docker service logs --tail 100 " + service);
        lines.add("  look inside          docker exec -it $(docker ps -q -f label=com.docker.swarm.service.name="
                + service + " | head -n 1) sh");
        lines.add("  ask it               curl" + aside(app) + " https://" + app.domain() + "/");
        lines.add("  take it away now     ./cc-ci janitor --kept");
    }

    /** Where DNS does not lead to the app, or its authority is not the system's. */
    private String aside(RunApp app) {
        return tools.request()
                        .variable("CCCI_INGRESS")
                        .map(ingress -> " --connect-to " + app.domain() + ":443:" + ingress)
                        .orElse("")
                + tools.request()
                        .variable("CCCI_CA_FILE")
                        .map(file -> " --cacert " + file)
                        .orElse("");
    }

    /** Returns what a person needs to look into them; nothing where none is kept. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
