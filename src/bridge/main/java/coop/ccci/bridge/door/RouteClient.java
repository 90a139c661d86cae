package coop.ccci.bridge.door;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/** A route to another system, as its callers see it: hands it a request and waits for the answer. */
public final class RouteClient {
    private final CamelContext context;
    private final Target behind;
    private ProducerTemplate template;

    /**
     * What is behind a route.
     *
     * @param name as people call it
     * @param endpoint where the route takes requests
     * @param budget what the requests of a minute are called
     * @param unavailable what a caller is told when there is no answer now, of a sentence and its cause
     * @param type of the exception that {@code unavailable} makes, which the route throws itself, too
     */
    public record Target(
            String name,
            String endpoint,
            String budget,
            Class<? extends RuntimeException> type,
            BiFunction<String, Throwable, RuntimeException> unavailable) {}

    /** Calls a route of that application. */
    public RouteClient(CamelContext context, Target behind) {
        this.context = context;
        this.behind = behind;
    }

    /**
     * Sends a request and waits.
     *
     * @throws RuntimeException the system's own when there is no answer now
     * @throws IllegalStateException when the route itself is wrong
     */
    public <T> T send(Object request, Class<T> answer) {
        var exchange = template()
                .request(behind.endpoint(), message -> message.getMessage().setBody(request));
        var problem = exchange.getException();
        if (problem != null) {
            throw toException(request, problem);
        }
        return exchange.getMessage().getBody(answer);
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /** Camel wraps what went wrong, so its causes are looked at, too. */
    private RuntimeException toException(Object request, Exception problem) {
        var name = behind.name();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (behind.type().isInstance(cause)) {
                return behind.type().cast(cause);
            }
            if (cause instanceof CallNotPermittedException) {
                return unavailable(name + " failed several times; waiting before it is asked again", problem);
            }
            if (cause instanceof ThrottlerRejectedExecutionException) {
                return unavailable(behind.budget() + " are used up", problem);
            }
            if (cause instanceof TimeoutException) {
                return unavailable(name + " did not answer " + request + " in time", problem);
            }
            if (cause instanceof IOException) {
                return unavailable(name + " cannot be reached: " + cause.getMessage(), problem);
            }
        }
        return new IllegalStateException(request + " failed: " + problem, problem);
    }

    private RuntimeException unavailable(String sentence, Exception problem) {
        return behind.unavailable().apply(sentence, problem);
    }
}
