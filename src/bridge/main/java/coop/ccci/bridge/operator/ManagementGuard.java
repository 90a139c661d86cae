package coop.ccci.bridge.operator;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may ask what of the management server. Health, metrics and status are open to this machine; every other request needs
 * the operator's token, whatever its path is and however it is written, before any route sees it.
 */
public final class ManagementGuard {
    /** Requests that need no token, exactly as they are written. */
    static final Set<String> OPEN = Set.of(
            "/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics", "/observe/status");

    private static final Logger LOG = LoggerFactory.getLogger(ManagementGuard.class);
    private static final String SCHEME = "Bearer ";

    private final int port;
    private final Optional<Secret> token;

    /** Guards the management server of that configuration. */
    public ManagementGuard(Configuration.Management management) {
        this.port = management.port();
        this.token = management.token();
    }

    /** Returns whether a request may go on; one that may not is answered. Those of other servers always may. */
    public boolean admits(HttpServerRequest request) {
        if (request.localAddress() == null || request.localAddress().port() != port) {
            return true;
        }
        var access = decide(
                request.method().name(), request.path(), request.headers().getAll("Authorization"));
        if (access == Access.GRANTED) {
            return true;
        }
        if (access == Access.WRONG_TOKEN) {
            LOG.warn("management request refused, its token is wrong: method={}", request.method());
        }
        var response = request.response()
                .setStatusCode(access.status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Connection", "close");
        if (access.status == Access.UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"cc-ci management\"");
        }
        response.end(access.sentence + "\n");
        return false;
    }

    /**
     * Decides about a request.
     *
     * @param method in capitals
     * @param path as it was sent, not decoded
     * @param credentials the values of its {@code Authorization} headers
     */
    Access decide(String method, String path, List<String> credentials) {
        if (OPEN.contains(path) && (method.equals("GET") || method.equals("HEAD"))) {
            return Access.GRANTED;
        }
        if (token.isEmpty()) {
            return Access.SWITCHED_OFF;
        }
        if (credentials.size() != 1) {
            return Access.NO_TOKEN;
        }
        var given = credentials.get(0);
        return given.startsWith(SCHEME) && isToken(given.substring(SCHEME.length()))
                ? Access.GRANTED
                : Access.WRONG_TOKEN;
    }

    /** Of both sides the digests are compared, so that neither content nor length shows in the time that it takes. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(digest(given), digest(token.orElseThrow().value()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What becomes of a request. */
    enum Access {
        /** It may go on. */
        GRANTED(200, ""),

        /** The operator has set no token, so there is nothing here. */
        SWITCHED_OFF(404, "there is nothing here: set CCCI_ADMIN_TOKEN to have the admin calls and Jolokia"),

        /** It brings no token. */
        NO_TOKEN(401, "this needs the operator's token: Authorization: Bearer <CCCI_ADMIN_TOKEN>"),

        /** Its token is another one. */
        WRONG_TOKEN(401, "this is not the operator's token, CCCI_ADMIN_TOKEN");

        private static final int UNAUTHORIZED = 401;

        private final int status;
        private final String sentence;

        Access(int status, String sentence) {
            this.status = status;
            this.sentence = sentence;
        }
    }
}
