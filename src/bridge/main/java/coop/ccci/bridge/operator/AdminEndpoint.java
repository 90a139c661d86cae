package coop.ccci.bridge.operator;

import coop.ccci.bridge.operator.StatusPage.BridgeStatus;
import coop.ccci.contract.RunId;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an operator's requests come in and answers go out; nothing of a request goes further than its path. */
public final class AdminEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
    private static final int NAME = 3;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** Replaces the message by what was asked for. */
    public void open(Exchange exchange) {
        var request = exchange.getMessage(HttpMessage.class).getRequest();
        var asked = new AdminRequest(request.path());
        var clean = new DefaultMessage(exchange.getContext());
        clean.setBody(asked);
        exchange.setMessage(clean);
    }

    /** Replaces the message by the answer. */
    public void answer(Exchange exchange) {
        var answer = exchange.getMessage().getBody(AdminAnswer.class);
        LOG.info("admin request answered path={} status={}: {}", answer.path(), answer.status(), answer.message());
        send(exchange, answer.status(), answer);
    }

    /** Replaces the message by a whole status. */
    public void show(Exchange exchange) {
        send(exchange, OK, exchange.getMessage().getBody(BridgeStatus.class));
    }

    /** Says that something failed. */
    public void fail(Exchange exchange) {
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.error("admin request failed", problem);
        var sentence = "the bridge cannot do that now, its log says why; most often the ledger is out of reach";
        send(exchange, UNAVAILABLE, new AdminAnswer("", UNAVAILABLE, sentence, Optional.empty()));
    }

    private static void send(Exchange exchange, int status, Object content) {
        var message = new DefaultMessage(exchange.getContext());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        message.setHeader("Cache-Control", "no-store");
        message.setBody(OperatorJson.write(content));
        exchange.setMessage(message);
    }

    /**
     * What an operator asked for.
     *
     * @param path as it was sent: {@code /admin/<act>} or {@code /admin/runs/<run>/<act>}, {@code /admin/forges/<forge>/<act>}
     */
    public record AdminRequest(String path) {
        /** Returns the run that the path names; empty when it names none. */
        Optional<RunId> run() {
            var parts = path.split("/", -1);
            try {
                return parts.length > NAME && parts[NAME].matches("[0-9]{1,18}")
                        ? Optional.of(new RunId(Long.parseLong(parts[NAME])))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** Returns the key of the forge that the path names; empty when it names none. */
        Optional<String> forge() {
            var parts = path.split("/", -1);
            return parts.length > NAME && parts[NAME].matches("[A-Za-z0-9.:_-]{1,255}")
                    ? Optional.of(parts[NAME])
                    : Optional.empty();
        }

        AdminAnswer done(String message) {
            return new AdminAnswer(path, OK, message, Optional.empty());
        }

        AdminAnswer done(RunId run, String message) {
            return new AdminAnswer(path, OK, message, Optional.of(run.value()));
        }

        AdminAnswer refused(int status, String message) {
            return new AdminAnswer(path, status, message, Optional.empty());
        }
    }

    /**
     * What an operator is answered.
     *
     * @param path what was asked for
     * @param status the HTTP status
     * @param message what was done, or why it was not
     * @param run the run that was made or asked to end
     */
    public record AdminAnswer(String path, int status, String message, Optional<Long> run) {}
}
