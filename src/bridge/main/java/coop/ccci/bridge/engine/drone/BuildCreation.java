package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.engine.drone.Builds.DroneRefusedException;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Run;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** The steps of the route {@code drone-create-build}, and the way to it. */
public final class BuildCreation {
    private static final String REQUEST = "request";

    private final String repository;

    /** Creates builds of the repository with the pipelines, as {@code owner/name}. */
    public BuildCreation(String repository) {
        this.repository = repository;
    }

    /** Returns what has a run built by the route. */
    static Function<Run, Optional<Build>> over(CamelTransport transport) {
        return run -> Optional.ofNullable(
                transport.call("direct:drone-create-build", run, Build.class, DroneRefusedException.class));
    }

    /** Turns a run into the request that creates its build. */
    public void compose(Exchange exchange) {
        var request = Builds.toRequest(repository, exchange.getMessage().getBody(Run.class));
        exchange.setProperty(REQUEST, request);
        exchange.getMessage().setBody(request);
    }

    /**
     * Turns the answer into the build; into nothing when Drone found no pipeline.
     *
     * @throws DroneRefusedException when Drone said no
     */
    public void check(Exchange exchange) {
        var request = exchange.getProperty(REQUEST, RestRequest.class);
        var answer = exchange.getMessage().getBody(RestResponse.class);
        exchange.getMessage().setBody(Builds.created(request, answer).orElse(null));
    }
}
