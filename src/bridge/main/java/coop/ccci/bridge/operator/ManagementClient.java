package coop.ccci.bridge.operator;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.config.ConfigurationReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Asks the management server of a bridge on this machine, with the operator's token. */
final class ManagementClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Jolokia's list of all that Camel shows is some megabytes. */
    private static final int MAX_BYTES = 32 * 1024 * 1024;

    private final URI base;
    private final Optional<Secret> token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    ManagementClient(Configuration.Management management) {
        this.base = URI.create("http://127.0.0.1:" + management.port());
        this.token = management.token();
    }

    /**
     * Returns one that asks as the operator.
     *
     * @param environment the process's environment
     * @param command on whose behalf, for its error
     * @throws ParameterException when there is no token
     */
    static ManagementClient ofOperator(Map<String, String> environment, CommandLine command) {
        var management = ConfigurationReader.readManagement(environment);
        if (management.token().isEmpty()) {
            throw new ParameterException(
                    command,
                    "cc-ci " + command.getCommandName()
                            + ": there is no token: set CCCI_ADMIN_TOKEN or CCCI_ADMIN_TOKEN_FILE, as for the bridge");
        }
        return new ManagementClient(management);
    }

    /** Returns where the bridge is asked. */
    URI base() {
        return base;
    }

    /**
     * Sends a request.
     *
     * @param pathAndQuery with a slash at its beginning
     * @param body empty for none
     * @throws NoAnswerException when no bridge answers, or when the answer is too large
     */
    Answer send(String method, String pathAndQuery, byte[] body) {
        var request = HttpRequest.newBuilder(base.resolve(pathAndQuery))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.value()));
        try {
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (var content = response.body()) {
                var bytes = content.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new NoAnswerException("its answer has more than " + MAX_BYTES + " bytes", base, null);
                }
                return new Answer(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse("text/plain"),
                        bytes);
            }
        } catch (IOException e) {
            throw new NoAnswerException(e.toString(), base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted", base, e);
        }
    }

    /** What a bridge answered. */
    static final class Answer {
        private final int status;
        private final String type;
        private final byte[] bytes;

        Answer(int status, String type, byte[] bytes) {
            this.status = status;
            this.type = type;
            this.bytes = bytes;
        }

        int status() {
            return status;
        }

        String type() {
            return type;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** No bridge answers; the message says where it was looked for and what to do. */
    static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String why, URI base, Throwable cause) {
            super(
                    "no bridge answers at " + base + " (" + why + "): is ./cc-ci serve running on this machine, and is"
                            + " that its CCCI_MANAGEMENT_PORT?",
                    cause);
        }
    }
}
