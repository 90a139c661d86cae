package coop.ccci.bridge.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Sends requests over a Camel route, and holds the steps of that route. Host and redirects are not decided here but by
 * the route's one endpoint, so that no answer and no request can lead the credentials elsewhere.
 */
public final class CamelTransport implements RestRequest.Transport {
    /** The exchange's property by which the error handling knows what may be sent again. */
    private static final String IS_READ = "isRead";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final CamelContext context;
    private final Api api;
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
            Predicate<RestResponse> isOwnError,
            Class<? extends RuntimeException> type,
            BiFunction<String, Throwable, RuntimeException> unavailable) {}

    /** Sends over the API's route in that application. */
    public CamelTransport(CamelContext context, Api api) {
        this.context = context;
        this.api = api;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the route itself is wrong
     */
    @Override
    public RestResponse send(RestRequest request) {
        var exchange =
                template().request(api.route(), message -> message.getMessage().setBody(request));
        var problem = exchange.getException();
        if (problem != null) {
            throw toException(request, problem);
        }
        return exchange.getMessage().getBody(RestResponse.class);
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /** Camel wraps what went wrong, so the causes are looked at, too. */
    private RuntimeException toException(RestRequest request, Exception problem) {
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
                return unavailable(api.name() + " did not answer " + request + " in time", problem);
            }
            if (cause instanceof IOException) {
                return unavailable(api.name() + " cannot be reached: " + cause.getMessage(), problem);
            }
        }
        return new IllegalStateException(request + " failed: " + problem, problem);
    }

    private RuntimeException unavailable(String message, Throwable cause) {
        return api.unavailable().apply(message, cause);
    }

    /** Does the route's first step: turns a request into a message for the endpoint; nothing else of the message goes out. */
    public void prepare(Exchange exchange) throws JsonProcessingException {
        var message = exchange.getMessage();
        var request = message.getBody(RestRequest.class);
        exchange.setProperty(IS_READ, request.isRead());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, request.method().name());
        message.setHeader(Exchange.HTTP_PATH, api.url().getRawPath() + api.prefix() + request.path());
        if (!request.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, request.encodedQuery());
        }
        message.setHeader("Authorization", api.authorization());
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "cc-ci");
        if (request.body().isPresent()) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(RestResponse.json(request.body().get()));
        } else {
            message.setBody(null);
        }
    }

    /**
     * Does the route's last step: turns what came back into a response.
     *
     * @throws RuntimeException the API's own, when the server says that it cannot answer now or that there were too many
     *     requests, or when the answer cannot be used
     */
    public void read(Message message) throws IOException {
        var response = response(message);
        if ((response.status() >= SERVER_ERROR && !api.isOwnError().test(response))
                || response.status() == TOO_MANY_REQUESTS) {
            throw unavailable(api.name() + " answers " + response.status() + " just now", null);
        }
        message.removeHeaders("*");
        message.setBody(response);
    }

    private RestResponse response(Message message) throws IOException {
        try {
            return RestResponse.of(message);
        } catch (RestResponse.UnusableException e) {
            throw unavailable(
                    api.name() + "'s answer " + e.getMessage() + ": is " + api.setting() + " " + api.name()
                            + "'s address?",
                    e);
        }
    }

    /**
     * The settings of the connections: nothing is followed, remembered or repeated without the route knowing. Only reads
     * may be sent again, and the route decides that.
     */
    public static final class ConnectionSettings implements HttpClientConfigurer {
        @Override
        public void configureHttpClient(HttpClientBuilder builder) {
            builder.disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .disableAuthCaching();
        }
    }
}
