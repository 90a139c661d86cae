package coop.ccci.bridge.http;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/**
 * Sends requests over a Camel route, and holds the steps of that route. Host and redirects are not decided here but by
 * the route's one endpoint, so that no answer and no request can lead the credentials elsewhere.
 */
public final class CamelTransport implements RestRequest.Transport {
    /** The exchange's property by which the error handling knows what may be sent again. */
    private static final String IS_READ = "isRead";

    /** Those by which the throttle knows what to count together, and how many of them it lets pass in a minute. */
    private static final String PURPOSE = "purpose";

    private static final String LIMIT = "limit";
    private static final String IS_TOO_LONG = "isTooLong";
    private static final String HAS_JSON = "hasJson";

    /** Those by which the last step knows what was asked, and that no answer to it came in time. */
    private static final String REQUEST = "request";

    private static final String IS_LATE = "isLate";

    /** What every one of the systems answers at once when it answers anything: who asks. */
    private static final RestRequest ANYTHING = RestRequest.get("/user");

    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final CamelContext context;
    private final Api api;
    private final Pause pause;
    private ProducerTemplate template;

    /**
     * One system's API.
     *
     * @param name as people call the system
     * @param route the endpoint that takes requests
     * @param url the configured address, without a slash at its end
     * @param setting the name of the setting with the address
     * @param prefix what every path begins with
     * @param authorization the value of the header that proves who asks
     * @param rateLimit what the requests of a minute are called
     * @param requests how many of them there may be
     * @param isOwnError whether an answer with a status from 500 on is the system's considered answer, not a fault
     * @param type the exception that {@code unavailable} makes, which the route may throw itself, too
     * @param unavailable makes the exception for callers when there is no answer now, of a sentence and its cause
     */
    public record Api(
            String name,
            String route,
            URI url,
            String setting,
            String prefix,
            String authorization,
            String rateLimit,
            int requests,
            Predicate<RestResponse> isOwnError,
            Class<? extends RuntimeException> type,
            BiFunction<String, Throwable, RuntimeException> unavailable) {}

    /**
     * Sends over the API's route in that application.
     *
     * @param clock by which the other system is left alone when it asks for that
     */
    public CamelTransport(CamelContext context, Api api, Clock clock) {
        this.context = context;
        this.api = api;
        this.pause = new Pause(clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the route itself is wrong
     */
    @Override
    public RestResponse send(RestRequest request) {
        return send(request, RestRequest.Purpose.OTHER);
    }

    /** Returns a transport over the same route, whose requests are counted by themselves. */
    public RestRequest.Transport countedAs(RestRequest.Purpose purpose) {
        return request -> send(request, purpose);
    }

    private RestResponse send(RestRequest request, RestRequest.Purpose purpose) {
        var exchange = template().request(api.route(), message -> {
            message.setProperty(PURPOSE, purpose);
            message.getMessage().setBody(request);
        });
        var problem = exchange.getException();
        if (problem != null) {
            throw toException(request.toString(), problem);
        }
        return exchange.getMessage().getBody(RestResponse.class);
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /**
     * Returns what callers are told when the route fails. Camel wraps what went wrong, so the causes are looked at, too.
     *
     * @param request what was asked
     */
    public RuntimeException toException(String request, Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (api.type().isInstance(cause)) {
                return api.type().cast(cause);
            }
            if (cause instanceof CallNotPermittedException) {
                return unavailable(api.name() + " failed several times; waiting before it is asked again", problem);
            }
            if (cause instanceof ThrottlerRejectedExecutionException) {
                return unavailable(api.rateLimit() + " are used up", problem);
            }
            if (cause instanceof TimeoutException) {
                return late(request, problem);
            }
            if (cause instanceof IOException) {
                return unavailable(api.name() + " cannot be reached: " + cause.getMessage(), problem);
            }
        }
        return new IllegalStateException(request + " failed: " + problem, problem);
    }

    /** Returns whether nothing was asked at all, because of a limit of our own: it says nothing about the other system. */
    public static boolean isOwnLimit(Throwable problem) {
        for (var cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof ThrottlerRejectedExecutionException) {
                return true;
            }
        }
        return false;
    }

    private RuntimeException unavailable(String message, Throwable cause) {
        return api.unavailable().apply(message, cause);
    }

    /**
     * Does the first step of the route {@code …-request}: turns a request into a message for the endpoint, whose body is what
     * is sent, not yet written as JSON. Nothing else of the message goes out.
     */
    public void prepare(Exchange exchange) {
        var message = exchange.getMessage();
        var request = message.getBody(RestRequest.class);
        exchange.setProperty(IS_READ, request.isRead());
        var purpose = exchange.getProperty(PURPOSE, RestRequest.Purpose.OTHER, RestRequest.Purpose.class);
        exchange.setProperty(PURPOSE, purpose);
        exchange.setProperty(LIMIT, purpose.shareOf(api.requests()));
        exchange.setProperty(REQUEST, request.toString());
        address(message, request);
    }

    private void address(Message message, RestRequest request) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, request.method().name());
        message.setHeader(Exchange.HTTP_PATH, api.url().getRawPath() + api.prefix() + request.path());
        if (!request.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, request.encodedQuery());
        }
        message.setHeader("Authorization", api.authorization());
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "cc-ci");
        message.setBody(request.body().orElse(null));
    }

    /**
     * Does the first step of the route {@code …-send}: lets nothing pass while the other system has asked to be left alone.
     *
     * @throws RuntimeException the API's own, as long as that lasts
     */
    public void pause() {
        pause.left().ifPresent(left -> {
            throw unavailable(api.name() + " asks to be left alone: no request for " + left.toSeconds() + " s", null);
        });
    }

    /**
     * Does the step after a question that got no answer in time: makes it one that a system answers at once when it answers
     * anything. That one's answer tells the circuit breaker whose fault it was.
     */
    public void askAnything(Exchange exchange) {
        exchange.setProperty(IS_LATE, true);
        address(exchange.getMessage(), ANYTHING);
    }

    /** Reads as much of the answer as is allowed, and finds out whether that can be JSON. */
    public void bound(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var bytes = RestResponse.bounded(message.getBody(InputStream.class));
        exchange.setProperty(IS_TOO_LONG, bytes.isEmpty());
        exchange.setProperty(HAS_JSON, bytes.filter(read -> read.length > 0).isPresent());
        message.setBody(bytes.orElseGet(() -> new byte[0]));
    }

    /**
     * Does what is to be done with an answer that is no JSON: a refusal may be anything.
     *
     * @throws RuntimeException the API's own, when it was a success
     */
    public void notJson(Message message) {
        var status = RestResponse.status(message);
        if (status >= OK && status < REDIRECT) {
            throw unavailable(
                    api.name() + "'s answer is not JSON: is " + api.setting() + " " + api.name() + "'s address?", null);
        }
        message.setBody(null);
    }

    /**
     * Does the last step under the circuit breaker: turns what came back into a response.
     *
     * @throws RuntimeException the API's own, when the server says that it cannot answer now or that there were too many
     *     requests
     */
    public void read(Exchange exchange) {
        var message = exchange.getMessage();
        var response = RestResponse.of(message, exchange.getProperty(IS_TOO_LONG, false, Boolean.class));
        var retryAfter = message.getHeader("Retry-After", String.class);
        var hasEnough = response.status() == TOO_MANY_REQUESTS;
        if (hasEnough || (response.status() == UNAVAILABLE && retryAfter != null)) {
            pause.begin(retryAfter);
        } else if (response.status() < SERVER_ERROR) {
            pause.end();
        }
        var isOfOneThing = response.status() == SERVER_ERROR && exchange.getProperty(IS_READ, false, Boolean.class);
        if (hasEnough || (isFault(response) && !isOfOneThing)) {
            throw notNow(response);
        }
        message.removeHeaders("*");
        message.setBody(response);
    }

    /**
     * Does the step behind the circuit breaker. A system that stumbles over the one thing that it was asked about answers 500, or
     * takes too long for that alone: who asks is told, and as the breaker is not, it stays closed for all others.
     *
     * @throws RuntimeException the API's own, when it did
     */
    public void check(Exchange exchange) {
        if (exchange.getProperty(IS_LATE, false, Boolean.class)) {
            throw late(exchange.getProperty(REQUEST, String.class), null);
        }
        var response = exchange.getMessage().getBody(RestResponse.class);
        if (isFault(response)) {
            throw notNow(response);
        }
    }

    private RuntimeException late(String request, Throwable cause) {
        return unavailable(api.name() + " did not answer " + request + " in time", cause);
    }

    private boolean isFault(RestResponse response) {
        return response.status() >= SERVER_ERROR && !api.isOwnError().test(response);
    }

    private RuntimeException notNow(RestResponse response) {
        return unavailable(api.name() + " answers " + response.status() + " just now", null);
    }
}
