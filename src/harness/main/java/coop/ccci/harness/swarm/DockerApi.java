package coop.ccci.harness.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import coop.ccci.harness.result.RunException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client of Docker's HTTP interface, over docker-java's transport; the only one of the harness. Answers are read as
 * trees rather than as docker-java's types, because a word that those do not know must not cost the whole answer, and
 * the states of tasks and updates are just such words.
 *
 * <p>Every method throws a {@link RunException} of the environment when Docker does not answer.
 */
public final class DockerApi implements AutoCloseable {
    /** Where Docker listens unless {@code DOCKER_HOST} says otherwise. */
    public static final String DEFAULT_HOST = "unix:///var/run/docker.sock";

    private static final int MAX_LOG_BYTES = 256 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String host;
    private final RegistryLogins logins;
    private final DockerHttpClient client;
    private final DockerHttpClient withoutTimeout;

    /**
     * Creates a client; nothing is sent yet.
     *
     * @param host {@code unix:///path} or {@code tcp://host:port}
     */
    public DockerApi(String host) {
        this(host, RegistryLogins.NONE);
    }

    /**
     * Creates a client; nothing is sent yet.
     *
     * @param host {@code unix:///path} or {@code tcp://host:port}
     * @param logins with which images are pulled
     */
    public DockerApi(String host, RegistryLogins logins) {
        this.host = host;
        this.logins = logins;
        this.client = transport(host).responseTimeout(Duration.ofSeconds(30)).build();
        this.withoutTimeout = transport(host).build();
    }

    private static ApacheDockerHttpClient.Builder transport(String host) {
        return new ApacheDockerHttpClient.Builder()
                .dockerHost(URI.create(host))
                .connectionTimeout(Duration.ofSeconds(5));
    }

    /**
     * Checks that Docker answers and is a manager of a swarm.
     *
     * @throws RunException of the environment when not
     */
    public void checkSwarm() {
        var swarm = get("/info").path("Swarm");
        if (!swarm.path("ControlAvailable").asBoolean(false)) {
            throw RunException.environment(
                    "Docker at " + host + " is not the manager of a swarm; run: docker swarm init");
        }
    }

    /** Returns whether Docker answers at all. */
    public boolean answers() {
        try {
            get("/version");
            return true;
        } catch (RunException e) {
            return false;
        }
    }

    JsonNode get(String path) {
        var answer = send(DockerHttpClient.Request.Method.GET, path, Integer.MAX_VALUE);
        if (answer.status() == 404) {
            return MissingNode.getInstance();
        }
        if (answer.status() != 200) {
            throw RunException.environment(
                    "Docker at " + host + " answered " + answer.status() + " to " + path + ": " + answer.message());
        }
        return tree(path, answer);
    }

    private JsonNode tree(String path, DockerAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw RunException.environment("Docker at " + host + " answered something unreadable to " + path, e);
        }
    }

    /** Returns log frames as they come; none where there is no log (any more), or it cannot be read. */
    byte[] logs(String path) {
        return readableLogs(path).orElse(new byte[0]);
    }

    /** Returns log frames as they come, none where there is no log (any more); empty when Docker cannot read the log. */
    Optional<byte[]> readableLogs(String path) {
        var answer = send(DockerHttpClient.Request.Method.GET, path, MAX_LOG_BYTES);
        return switch (answer.status()) {
            case 200 -> Optional.of(answer.body());
            case 404 -> Optional.of(new byte[0]);
            default -> Optional.empty();
        };
    }

    /** Returns the logins with which images are pulled. */
    RegistryLogins logins() {
        return logins;
    }

    /**
     * Removes something.
     *
     * @return empty when it is gone, else why it is not yet
     */
    Optional<String> delete(String path) {
        var answer = send(DockerHttpClient.Request.Method.DELETE, path, MAX_LOG_BYTES);
        var isGone = answer.status() == 404 || answer.isSuccess();
        return isGone ? Optional.empty() : Optional.of(answer.message());
    }

    /**
     * Asks for something to be made.
     *
     * @return what Docker says of it
     * @throws RunException of the recipe when Docker refuses, for example because the container has ended
     */
    JsonNode post(String path, Object body) {
        var answer = send(request(DockerHttpClient.Request.Method.POST, path, json(body)), client, MAX_LOG_BYTES);
        if (!answer.isSuccess()) {
            throw RunException.recipe("Docker refuses " + path + ": " + answer.message());
        }
        return tree(path, answer);
    }

    /** Starts a program and gives its frames when it has ended, however long it is silent. */
    byte[] stream(String path, int maxBytes) {
        var start = json(Map.of("Detach", false, "Tty", false));
        var answer = send(request(DockerHttpClient.Request.Method.POST, path, start), withoutTimeout, maxBytes);
        if (!answer.isSuccess()) {
            throw RunException.recipe("Docker refuses " + path + ": " + answer.message());
        }
        return answer.body();
    }

    /**
     * Sends an archive.
     *
     * @return empty when it was taken, else why not
     */
    Optional<String> put(String path, byte[] archive) {
        var answer = send(request(DockerHttpClient.Request.Method.PUT, path, archive), client, MAX_LOG_BYTES);
        return answer.status() == 200 ? Optional.empty() : Optional.of(answer.message());
    }

    /** Bytes; empty where there is nothing. */
    Optional<byte[]> bytes(String path, int maxBytes) {
        var answer = send(DockerHttpClient.Request.Method.GET, path, maxBytes);
        return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    /**
     * Has Docker pull an image, which may take minutes; Docker tells of it line by line.
     *
     * @param path the request, with the image in its query
     * @param image whose registry's login goes with it, where there is one and the operator lists the image
     * @param silence after this long without a word from Docker it is given up
     * @return empty when the image is there, else Docker's own word why it is not
     */
    Optional<String> pull(String path, ImageReference image, Duration silence) {
        var request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.POST)
                .path(path)
                .headers(logins.header(image)
                        .map(login -> Map.of("X-Registry-Auth", login))
                        .orElse(Map.of()))
                .build();
        try (var pulling = transport(host).responseTimeout(silence).build();
                var response = pulling.execute(request);
                var lines = JSON.readerFor(JsonNode.class).<JsonNode>readValues(response.getBody())) {
            while (lines.hasNextValue()) {
                var line = lines.nextValue();
                var refusal = response.getStatusCode() == 200 ? line.path("error") : line.path("message");
                if (refusal.isTextual()) {
                    return Optional.of(refusal.asText());
                }
            }
            return response.getStatusCode() == 200
                    ? Optional.empty()
                    : Optional.of(DockerAnswer.withoutReason(response.getStatusCode()));
        } catch (IOException | RuntimeException e) {
            throw silent(e);
        }
    }

    private RunException silent(Exception e) {
        return RunException.environment(
                "Docker does not answer at " + host + " (" + reason(e) + "); start it, then start the run again", e);
    }

    /** Returns a query string that keeps only what has one of the given values of a property. */
    static String filter(String property, List<String> values) {
        try {
            return "filters="
                    + URLEncoder.encode(JSON.writeValueAsString(Map.of(property, values)), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DockerHttpClient.Request request(DockerHttpClient.Request.Method method, String path, byte[] body) {
        return DockerHttpClient.Request.builder()
                .method(method)
                .path(path)
                .putHeader("Content-Type", "application/json")
                .body(new ByteArrayInputStream(body))
                .build();
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private DockerAnswer send(DockerHttpClient.Request.Method method, String path, int maxBytes) {
        var request =
                DockerHttpClient.Request.builder().method(method).path(path).build();
        return send(request, client, maxBytes);
    }

    private DockerAnswer send(DockerHttpClient.Request request, DockerHttpClient through, int maxBytes) {
        try (var response = through.execute(request)) {
            var body = response.getBody();
            return new DockerAnswer(response.getStatusCode(), body == null ? new byte[0] : body.readNBytes(maxBytes));
        } catch (IOException | RuntimeException e) {
            throw silent(e);
        }
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public void close() {
        try (client;
                withoutTimeout) {
            // both are closed, whatever becomes of the first
        } catch (IOException e) {
            // nothing is lost with a connection that cannot be closed
        }
    }
}
