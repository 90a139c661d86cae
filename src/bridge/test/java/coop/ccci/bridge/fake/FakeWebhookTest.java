package coop.ccci.bridge.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeWebhookTest {
    private record Received(Map<String, List<String>> headers, String body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final FakeGitea gitea = FakeGitea.start();
    private HttpServer receiver;
    private FakeWebhook hook;
    private FakePullRequest pull;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new Received(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        pull = gitea.repository("recipe-maintainers/custom-html").pullRequest(1);
        hook = gitea.webhook(
                URI.create("http://localhost:" + receiver.getAddress().getPort() + "/hook"), "secret");
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        gitea.close();
    }

    @Test
    void a_comment_is_announced_with_its_state_and_a_signature_over_the_bytes() throws Exception {
        var comment = pull.comment("maya", "!testme");
        assertThat(gitea.deliveriesAnswered()).containsExactly(202);

        var delivery = received.get(0);
        assertThat(header(delivery, "X-Gitea-Event")).isEqualTo("issue_comment");
        assertThat(header(delivery, "X-Gitea-Event-Type")).isEqualTo("pull_request_comment");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
        assertThat(header(delivery, "X-Gitea-Signature"))
                .isEqualTo(java.util.HexFormat.of()
                        .formatHex(mac.doFinal(delivery.body().getBytes(UTF_8))));
        var payload = new ObjectMapper().readTree(delivery.body());
        assertThat(payload.path("action").asText()).isEqualTo("created");
        assertThat(payload.path("comment").path("id").asLong()).isEqualTo(comment.id());
        assertThat(payload.path("pull_request").path("head").path("sha").asText())
                .isEqualTo(pull.head().value());
        assertThat(payload.path("is_pull").asBoolean()).isTrue();
    }

    @Test
    void an_edit_and_a_deletion_are_announced_too() throws Exception {
        var comment = pull.comment("maya", "hello");
        comment.edit("!testme");
        comment.delete();
        gitea.deliveriesAnswered();
        assertThat(received)
                .extracting(delivery -> new ObjectMapper()
                        .readTree(delivery.body())
                        .path("action")
                        .asText())
                .containsExactly("created", "edited", "deleted");
    }

    @Test
    void deliveries_are_lost_doubled_or_kept_when_so_told() {
        hook.loses(1);
        pull.comment("maya", "lost");
        hook.doubles(1);
        pull.comment("maya", "doubled");
        gitea.deliveriesAnswered();
        assertThat(received)
                .hasSize(2)
                .extracting(delivery -> header(delivery, "X-Gitea-Delivery"))
                .containsOnly(header(received.get(0), "X-Gitea-Delivery"));

        hook.heldBack();
        pull.comment("maya", "kept");
        gitea.deliveriesAnswered();
        assertThat(received).hasSize(2);
        assertThat(gitea.deliver(hook.kept().get(0))).isEqualTo(202);
        assertThat(received).hasSize(3);
    }

    @Test
    void deliveries_that_are_delayed_come_behind_the_next_one_and_the_last_of_them_first() {
        hook.delays(2);
        pull.comment("maya", "first");
        pull.comment("maya", "second");
        gitea.deliveriesAnswered();
        assertThat(received).isEmpty();
        pull.comment("maya", "third");
        gitea.deliveriesAnswered();
        assertThat(received)
                .extracting(delivery -> delivery.body().replaceAll("(?s).*\"(first|second|third)\".*", "$1"))
                .containsExactly("third", "second", "first");
    }

    @Test
    void a_receiver_that_is_gone_gets_nothing_twice() {
        receiver.stop(0);
        pull.comment("maya", "!testme");
        assertThat(gitea.deliveriesAnswered()).containsExactly(0);
    }

    private static String header(Received delivery, String name) {
        return delivery.headers().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().get(0))
                .findFirst()
                .orElse("");
    }
}
