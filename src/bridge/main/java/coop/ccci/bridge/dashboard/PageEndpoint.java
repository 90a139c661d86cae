package coop.ccci.bridge.dashboard;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;

/**
 * Where requests come in and replies go out. Camel turns every header, query parameter and path parameter of a request
 * into a message header, and some message headers steer components; so nothing of the message goes further than here.
 */
public final class PageEndpoint {
    private static final String HEAD = "head";
    private static final int MAX_QUERY_LENGTH = 200;
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String POLICY_OF_FILES = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /** Replaces the message by what was asked for. */
    public void open(Exchange exchange) {
        var request = exchange.getMessage(HttpMessage.class).getRequest();
        var asked = new PageRequest(request.method().name(), request.path(), query(request));
        exchange.setProperty(HEAD, asked.method().equals("HEAD"));
        var clean = new DefaultMessage(exchange.getContext());
        clean.setBody(asked);
        exchange.setMessage(clean);
    }

    /** Replaces the message by the reply, with the headers that every reply has. */
    public void answer(Exchange exchange) {
        var reply = exchange.getMessage().getBody(PageResponse.class);
        var message = new DefaultMessage(exchange.getContext());
        reply.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        message.setHeader(Exchange.CONTENT_TYPE, reply.type());
        message.setHeader("Content-Security-Policy", reply.type().equals(PageResponse.HTML) ? POLICY : POLICY_OF_FILES);
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (!reply.headers().containsKey("Cache-Control")) {
            message.setHeader("Cache-Control", "no-cache");
        }
        // Over HTTP/2 the server would send a body even to HEAD.
        message.setBody(exchange.getProperty(HEAD, false, boolean.class) ? null : reply.bytes());
        exchange.setMessage(message);
    }

    private static Map<String, String> query(HttpServerRequest request) {
        var query = new LinkedHashMap<String, String>();
        var raw = request.query();
        if (raw == null || raw.length() > MAX_QUERY_LENGTH) {
            return query;
        }
        for (var pair : raw.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
