package coop.ccci.bridge.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;

/** A transport to a Gitea, the fake one or a real one, without routes, for tests of what is above them. */
public final class DirectGitea implements RestRequest.Transport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI forge;
    private final String token;

    private final Clock clock;

    private DirectGitea(URI forge, String token, Clock clock) {
        this.forge = forge;
        this.token = token;
        this.clock = clock;
    }

    /** The client that asks a fake with a token; the clock is the one that the fake goes by. */
    public static Gitea to(FakeGitea fake, String token, ForgeHealth health, Clock clock, Ledger ledger) {
        return new Gitea(
                Repository.FIRST_FORGE,
                fake.url(),
                new DirectGitea(fake.url(), token, clock),
                health,
                ledger.repositories()::current);
    }

    /** The client that reads from a real one with a token. */
    public static Gitea to(URI real, String token, Ledger ledger) {
        return new Gitea(
                Repository.FIRST_FORGE,
                real,
                new DirectGitea(real, token, Clock.systemUTC()),
                new ForgeHealth(),
                ledger.repositories()::current);
    }

    @Override
    public RestResponse send(RestRequest request) {
        try {
            var answer = client.send(http(request), BodyHandlers.ofString());
            if (answer.statusCode() >= 500) {
                throw new ForgeUnavailableException("Gitea answers " + answer.statusCode());
            }
            return answer(answer);
        } catch (IOException e) {
            throw new ForgeUnavailableException("Gitea cannot be reached", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest http(RestRequest request) throws JsonProcessingException {
        var query = request.query().isEmpty() ? "" : "?" + request.encodedQuery();
        var body = request.body().isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(JSON.writeValueAsString(request.body().get()));
        return HttpRequest.newBuilder(URI.create(forge + "/api/v1" + request.path() + query))
                .header("Authorization", "token " + token)
                .method(request.method().name(), body)
                .build();
    }

    private RestResponse answer(HttpResponse<String> answer) throws JsonProcessingException {
        var total = answer.headers().firstValueAsLong("X-Total-Count");
        return new RestResponse(
                answer.statusCode(),
                answer.body().startsWith("{") || answer.body().startsWith("[")
                        ? JSON.readTree(answer.body())
                        : MissingNode.getInstance(),
                total.isPresent() ? OptionalInt.of((int) total.getAsLong()) : OptionalInt.empty(),
                Optional.of(clock.instant()));
    }
}
