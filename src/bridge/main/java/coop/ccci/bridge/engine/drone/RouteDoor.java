package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.door.JsonReply;
import coop.ccci.bridge.engine.EngineUnavailable;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/** The door as a caller sees it: hands a request to the route {@code drone-request} and waits. */
public final class RouteDoor implements Door {
    private final CamelContext context;
    private ProducerTemplate template;

    /** A door through the route of that application. */
    public RouteDoor(CamelContext context) {
        this.context = context;
    }

    @Override
    public JsonReply send(DroneRequest request) {
        var exchange = template()
                .request("direct:drone-request", message -> message.getMessage().setBody(request));
        var problem = exchange.getException();
        if (problem != null) {
            throw told(request, problem);
        }
        return exchange.getMessage().getBody(JsonReply.class);
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /** Camel wraps what went wrong, so its causes are looked at, too. */
    private static RuntimeException told(DroneRequest request, Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineUnavailable unavailable) {
                return unavailable;
            }
            if (cause instanceof CallNotPermittedException) {
                return new EngineUnavailable("Drone failed several times; waiting before it is asked again", problem);
            }
            if (cause instanceof ThrottlerRejectedExecutionException) {
                return new EngineUnavailable("the minute's requests to Drone are used up", problem);
            }
            if (cause instanceof TimeoutException) {
                return new EngineUnavailable("Drone did not answer " + request + " in time", problem);
            }
            if (cause instanceof IOException) {
                return new EngineUnavailable("Drone cannot be reached: " + cause.getMessage(), problem);
            }
        }
        return new IllegalStateException(request + " failed: " + problem, problem);
    }
}
