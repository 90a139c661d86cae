package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.engine.Engine.LaunchAnswer;
import coop.ccci.bridge.engine.drone.Builds.DroneRefusedException;
import coop.ccci.bridge.http.CaughtFailure;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Run;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the route {@code drone-create-build}. */
public final class BuildCreation {
    private static final Logger LOG = LoggerFactory.getLogger(BuildCreation.class);
    private static final String RUN = "run";

    private final Builds builds;
    private final DroneDiagnostics diagnostics;
    private final DroneHealth health;
    private final BiFunction<String, Exception, RuntimeException> problems;

    BuildCreation(
            Builds builds,
            DroneDiagnostics diagnostics,
            DroneHealth health,
            BiFunction<String, Exception, RuntimeException> problems) {
        this.builds = builds;
        this.diagnostics = diagnostics;
        this.health = health;
        this.problems = problems;
    }

    /** Turns a run into the request that creates its build. */
    public void compose(Exchange exchange) {
        var run = exchange.getMessage().getBody(Run.class);
        exchange.setProperty(RUN, run);
        exchange.getMessage().setBody(request(run));
    }

    RestRequest request(Run run) {
        return builds.creation(run);
    }

    /**
     * Has health tell that there was no answer; whether there is a build shows when it is looked for.
     *
     * @throws RuntimeException always: what is said of any request to Drone that got no answer
     */
    public void unanswered(Exchange exchange) {
        var request = request(exchange.getProperty(RUN, Run.class)).toString();
        var problem = CaughtFailure.take(exchange);
        health.watching(() -> {
            throw problems.apply(request, problem);
        });
    }

    /** Turns Drone's answer into what came of the launch. */
    public void check(Exchange exchange) {
        var answer = exchange.getMessage().getBody(RestResponse.class);
        exchange.getMessage().setBody(launched(exchange.getProperty(RUN, Run.class), answer));
    }

    LaunchAnswer launched(Run run, RestResponse answer) {
        try {
            return health.watching(() -> builds.created(run, answer))
                    .map(build -> launched(run, build))
                    .orElseGet(() -> LaunchAnswer.notBegun(diagnostics.noPipeline()));
        } catch (DroneRefusedException e) {
            return LaunchAnswer.notBegun(diagnostics.fault(e));
        }
    }

    private LaunchAnswer launched(Run run, Build build) {
        if (build.status() == Build.Status.ERROR) {
            return LaunchAnswer.notBegun(diagnostics.inError(build));
        }
        LOG.info("build created run={} build={}", run.id(), build.number());
        return LaunchAnswer.begun();
    }
}
