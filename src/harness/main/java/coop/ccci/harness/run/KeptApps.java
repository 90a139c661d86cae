package coop.ccci.harness.run;

import coop.ccci.contract.KeptApp;
import coop.ccci.harness.report.KeptAppGuide;
import coop.ccci.harness.report.KeptAppGuide.Step;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The apps of a failed run that are left up for a while, where somebody asked for it, to be looked into. Their locks are free,
 * and say until when janitors leave them alone.
 */
final class KeptApps {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final RunTools tools;
    private final boolean isWanted;
    private final Fold fold;

    /** Makes ready; each app that is kept goes into the fold. */
    KeptApps(RunTools tools, RunSettings settings, Fold fold) {
        this.tools = tools;
        this.isWanted = settings.keep();
        this.fold = fold;
    }

    /** Returns whether an app that failed in this state is to be kept: there is something of it to look into. */
    boolean isFor(AppState state) {
        return isWanted && state.facts().contains(Fact.SERVICES);
    }

    /** Returns whether one is kept, and so what it depends on too. */
    boolean isAny() {
        return !fold.state().kept().isEmpty();
    }

    /**
     * Leaves an app up, and frees its lock.
     *
     * @return whether it is kept; else janitors could not be told of it, its lock is held as before, and it is to be torn down
     */
    boolean keep(RunApp app, AppLocks.Held lock) {
        var until = tools.clock().instant().plus(Janitor.KEEPS);
        try {
            lock.keepUntil(until);
        } catch (RunException e) {
            tools.recorder().print("the app " + app + " is not kept: " + e.getMessage());
            return false;
        }
        lock.close();
        fold.next(state -> state.kept(new KeptAppGuide(new KeptApp(app.domain(), until), steps(app))));
        return true;
    }

    private List<Step> steps(RunApp app) {
        var service = app.service("app");
        return List.of(
                new Step("what became of it", "docker stack ps --no-trunc " + app.stack()),
                new Step("what it says", "docker service logs --tail 100 " + service),
                new Step(
                        "look inside",
                        "docker exec -it $(docker ps -q -f label=com.docker.swarm.service.name=" + service
                                + " | head -n 1) sh"),
                new Step("ask it", "curl" + aside(app) + " https://" + app.domain() + "/"),
                new Step("take it away now", "./cc-ci janitor --kept"));
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

    /** Returns what a person needs to look into them, as lines for a terminal. */
    static List<String> lines(List<KeptAppGuide> guides) {
        return guides.stream().flatMap(KeptApps::lines).toList();
    }

    private static Stream<String> lines(KeptAppGuide guide) {
        var app = guide.app();
        return Stream.concat(
                Stream.of("kept     https://" + app.domain() + "/ until " + CLOCK.format(app.until())
                        + ", then the next janitor takes it away"),
                guide.steps().stream()
                        .map(step -> String.format(Locale.ROOT, "  %-19s  %s", step.purpose(), step.command())));
    }
}
