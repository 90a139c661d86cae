package coop.ccci.bridge.webhook;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.trigger.CommentPoll.SeenComment;
import coop.ccci.bridge.webhook.CommentEventParser.CommentEvent;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of the webhook: deliveries come in, triggers are recorded, answers go out. Camel 4.17 makes one message header of a request header, a query parameter,
 * a form field and a path parameter of the same name, so the few headers that count are read from the HTTP request
 * itself and the message is replaced.
 */
public final class WebhookEndpoint {
    /** The largest body that is taken. A delivery of Gitea is about 15 kB plus the comment, which has at most 64 kB. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
    private static final List<String> SIGNATURES = List.of("X-Gitea-Signature", "X-Forgejo-Signature");
    private static final List<String> EVENTS = List.of("X-Gitea-Event", "X-Forgejo-Event");

    private final Ledger ledger;

    private WebhookEndpoint(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns the beans of the webhooks of all forges, by the names that the routes {@code webhook-gitea} and alike use. */
    public static Map<String, Object> beans(Ledger ledger) {
        return Map.of("webhookEndpoint", new WebhookEndpoint(ledger), "deliveryJson", CommentEvent.mapper());
    }

    /**
     * Returns those of one forge besides.
     *
     * @param forge the forge's key
     * @param secrets of which any may have signed a delivery; empty when there is no webhook
     * @param setting the name of the setting with the secret
     * @throws IllegalArgumentException when a secret is blank
     */
    public static Map<String, Object> beans(Ledger ledger, String forge, List<Secret> secrets, String setting) {
        return Map.of(
                forge + "WebhookVerifier", new SignatureVerifier(secrets, setting),
                forge + "CommentEvents", new CommentEventParser(ledger.repositories(), forge));
    }

    /** Replaces the message by the delivery. */
    public void open(Exchange exchange) {
        var message = exchange.getMessage(HttpMessage.class);
        var request = message.getRequest();
        var delivery = new Delivery(
                Optional.ofNullable(request.getHeader("Content-Type")).orElse(""),
                Optional.ofNullable(request.query()).orElse(""),
                all(request.headers(), SIGNATURES),
                all(request.headers(), EVENTS),
                Optional.ofNullable(message.getBody(byte[].class)).orElseGet(() -> new byte[0]));
        replace(exchange, delivery);
    }

    /**
     * Records the comment as a trigger, once ever; it is committed when this returns.
     *
     * @return the answer, the same for a comment that is there already
     */
    public String record(SeenComment seen) {
        var comment = seen.comment();
        var isNew = ledger.triggers().record(comment, Trigger.Channel.WEBHOOK, Optional.of(seen.writer()));
        LOG.info("webhook comment=\"{}\" new={}", comment, isNew);
        return "written down: " + comment;
    }

    /** Answers that the comment is in the ledger, or that the delivery is none of ours. */
    public void answer(Exchange exchange) {
        var written = exchange.getMessage().getBody(String.class);
        var none = written == null || written.isEmpty();
        respond(exchange, none ? 204 : 202, none ? "" : written);
    }

    /** Answers that the payload is no JSON, or other JSON than that of a comment. */
    public void notJson(Exchange exchange) {
        LOG.info("webhook refused status=400 why=\"its payload is not that of a comment\"");
        respond(exchange, 400, "the body is not the JSON that a forge sends about a comment");
    }

    /** Answers why the delivery is not taken. */
    public void refuse(Exchange exchange) {
        var refused = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RejectedDeliveryException.class);
        LOG.info("webhook refused status={} why=\"{}\"", refused.status(), refused.getMessage());
        respond(exchange, refused.status(), refused.getMessage());
    }

    /** Answers that there are too many at once; nothing is lost, because polling finds the comment. */
    public void tooMany(Exchange exchange) {
        LOG.warn("webhook deliveries are coming faster than they are taken; polling finds the comments");
        respond(exchange, 429, "there are too many deliveries at once; the comment is found by polling");
        exchange.getMessage().setHeader("Retry-After", "60");
    }

    /** Answers that it could not be written down; nothing is lost, because polling finds the comment. */
    public void fail(Exchange exchange) {
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.error("webhook not written, check the ledger; polling finds the comment: {}", problem.toString());
        LOG.debug("why the webhook could not write", problem);
        respond(exchange, 503, "this cannot be written down at the moment; the comment is found by polling");
        exchange.getMessage().setHeader("Retry-After", "30");
    }

    private static void respond(Exchange exchange, int status, String sentence) {
        replace(exchange, sentence.isEmpty() ? null : (sentence + "\n").getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getMessage().setHeader("X-Content-Type-Options", "nosniff");
    }

    private static void replace(Exchange exchange, Object body) {
        var clean = new DefaultMessage(exchange.getContext());
        clean.setBody(body);
        exchange.setMessage(clean);
    }

    private static List<String> all(MultiMap headers, List<String> names) {
        var values = new ArrayList<String>();
        for (var name : names) {
            var sent = headers.getAll(name);
            if (sent.size() > 1) {
                throw new RejectedDeliveryException(400, "the header " + name + " is there more than once");
            }
            values.addAll(sent);
        }
        return values;
    }

    /** What of a delivery is looked at; everything else of the request stays outside. */
    public static final class Delivery {
        private final String contentType;
        private final String query;
        private final List<String> signatures;
        private final List<String> events;
        private final byte[] body;

        /**
         * Takes what was received.
         *
         * @param contentType as sent, empty without one
         * @param query what stood behind a question mark, empty without one
         * @param signatures the values of every header that may carry the signature
         * @param events the values of every header that may name the event
         * @param body byte for byte what was signed; not copied
         */
        Delivery(String contentType, String query, List<String> signatures, List<String> events, byte[] body) {
            this.contentType = contentType;
            this.query = query;
            this.signatures = List.copyOf(signatures);
            this.events = List.copyOf(events);
            this.body = body;
        }

        String contentType() {
            return contentType;
        }

        String query() {
            return query;
        }

        List<String> signatures() {
            return signatures;
        }

        List<String> events() {
            return events;
        }

        byte[] body() {
            return body;
        }
    }

    /** A delivery that is not taken; its message is the answer, and tells the forge's administrator what to change. */
    public static final class RejectedDeliveryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** Makes one that is answered with that status and sentence. */
        public RejectedDeliveryException(int status, String sentence) {
            super(sentence, null, false, false);
            this.status = status;
        }

        /** Returns the HTTP status of the answer. */
        int status() {
            return status;
        }
    }
}
