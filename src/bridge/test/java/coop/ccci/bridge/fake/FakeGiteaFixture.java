package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake Gitea with one repository, and a client that speaks to it as the bot. */
abstract class FakeGiteaFixture {
    static final String REPOSITORY = "/repos/recipe-maintainers/custom-html";
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    final FakeGitea gitea = FakeGitea.start(Clock.fixed(NOON, ZoneOffset.UTC));
    private final HttpClient client = HttpClient.newHttpClient();
    FakeRepository repository;
    String token;

    @BeforeEach
    void setUp() {
        gitea.organisation("recipe-maintainers").member("maya").member("cc-ci-bot");
        repository = gitea.repository("recipe-maintainers/custom-html").writableBy("cc-ci-bot");
        token = gitea.user("cc-ci-bot").token();
    }

    @AfterEach
    void tearDown() {
        gitea.close();
    }

    void at(Instant instant) {
        gitea.clock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    Reply ask(String method, String path, String body) {
        var request = HttpRequest.newBuilder(gitea.url().resolve("/api/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "token " + token);
        }
        try {
            return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
