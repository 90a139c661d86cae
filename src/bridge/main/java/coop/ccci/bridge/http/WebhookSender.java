package coop.ccci.bridge.http;

import coop.ccci.bridge.config.Configuration.Secret;
import java.net.URI;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Sends messages to the webhook that the operator has set, and holds the steps of the route {@code send-webhook}. The address
 * comes from nowhere but the settings, and nothing is followed; what the answer says is not read.
 */
public final class WebhookSender {
    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final CamelContext context;
    private final Optional<URI> url;
    private final Optional<Hmac> key;
    private ProducerTemplate template;

    /**
     * Sends over that application's route.
     *
     * @param url where to; empty when there is no webhook
     * @param secret what signs the messages; empty when they are not signed
     */
    public WebhookSender(CamelContext context, Optional<URI> url, Optional<Secret> secret) {
        this.context = context;
        this.url = url;
        this.key = secret.map(Hmac::new);
    }

    /** Returns whether there is a webhook. */
    public boolean isSet() {
        return url.isPresent();
    }

    /**
     * Sends a message, and waits until it is taken.
     *
     * @param message is written as JSON
     * @throws WebhookUnavailableException when it is not taken
     */
    public void send(Object message) {
        var exchange = template()
                .request("direct:send-webhook", sent -> sent.getMessage().setBody(message));
        var problem = exchange.getException();
        if (problem instanceof WebhookUnavailableException refused) {
            throw refused;
        }
        if (problem != null) {
            throw new WebhookUnavailableException(
                    "the webhook of CCCI_LEVEL_WEBHOOK cannot be reached: " + problem.getMessage(), problem);
        }
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /** Does the step before the request: path, query and signature of a message that is JSON already; nothing else goes out. */
    public void prepare(Exchange exchange) {
        var message = exchange.getMessage();
        var body = message.getBody(byte[].class);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_PATH, url.orElseThrow().getRawPath());
        Optional.ofNullable(url.orElseThrow().getRawQuery())
                .ifPresent(query -> message.setHeader(Exchange.HTTP_RAW_QUERY, query));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("User-Agent", "cc-ci");
        key.ifPresent(with -> message.setHeader("X-Cc-Ci-Signature", with.header(body)));
        message.setBody(body);
    }

    /**
     * Does the step behind the request.
     *
     * @throws WebhookUnavailableException when the message was not taken
     */
    public void check(Exchange exchange) {
        var status = RestResponse.status(exchange.getMessage());
        if (status < OK || status >= REDIRECT) {
            throw new WebhookUnavailableException(
                    "the webhook of CCCI_LEVEL_WEBHOOK answers " + status + ": it must answer 200 to 299", null);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    /** Somebody else's webhook did not take a message; asking again later may help. */
    public static final class WebhookUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WebhookUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
