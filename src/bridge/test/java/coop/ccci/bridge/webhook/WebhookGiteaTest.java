package coop.ccci.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.dashboard.RouteServer;
import coop.ccci.bridge.fake.FakeDelivery;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.fake.FakeWebhook;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Trigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookGiteaTest {
    private static final String SECRET = "a secret of the forge";

    @TempDir
    Path folder;

    private final FakeGitea gitea = FakeGitea.start();
    private Ledger ledger;
    private RouteServer bridge;
    private FakeWebhook hook;
    private FakePullRequest pull;

    @BeforeEach
    void set_the_scene() {
        start(SECRET);
        pull = gitea.repository("recipe-maintainers/custom-html").pullRequest(1);
        hook = gitea.webhook(bridge.at("/hook"), SECRET);
    }

    @AfterEach
    void stop() {
        gitea.close();
        halt();
    }

    private void start(String... secrets) {
        ledger = Ledger.open(
                new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger")), "git.localhost", Clock.systemUTC());
        var beans = new HashMap<String, Object>();
        beans.put("dropHeaders", new DropHeadersFilterStrategy());
        beans.putAll(WebhookEndpoint.beans(
                ledger, List.of(secrets).stream().map(Secret::new).toList()));
        bridge = new RouteServer("triggers/webhook-gitea", beans);
    }

    private void halt() {
        bridge.close();
        ledger.close();
    }

    @Nested
    class Taking {
        @Test
        void a_comment_that_asks_is_in_the_ledger_when_the_answer_comes() {
            var comment = pull.comment("maya", "!testme");

            assertThat(gitea.deliveriesAnswered()).containsExactly(202);

            assertThat(triggers()).singleElement().satisfies(trigger -> {
                assertThat(trigger.comment().id()).isEqualTo(comment.id());
                assertThat(trigger.comment().pullRequest()).isEqualTo(1);
                assertThat(trigger.comment().repository()).hasToString("recipe-maintainers/custom-html");
            });
        }

        @Test
        void what_does_not_concern_us_is_acknowledged_and_forgotten() {
            pull.comment("maya", "looks good").edit("!testme");
            gitea.repository("recipe-maintainers/custom-html").issue(2).comment("maya", "!testme");
            pull.comment("maya", "!testme now").delete();

            assertThat(gitea.deliveriesAnswered()).containsExactly(204, 204, 204, 202, 204);
            assertThat(triggers()).hasSize(1);

            var other = delivery().with("X-Gitea-Event", "push");
            assertThat(gitea.deliver(other)).isEqualTo(204);
        }

        @Test
        void a_forgejo_is_understood_too() {
            assertThat(gitea.deliver(delivery().asForgejo())).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }

        @Test
        void both_secrets_are_valid_while_one_replaces_the_other() {
            halt();
            start("the old one", "the new one");
            hook = gitea.webhook(bridge.at("/hook"), "the old one");
            pull.comment("maya", "!testme");
            hook.signedWith("the new one");
            pull.comment("maya", "!testme again");
            assertThat(gitea.deliveriesAnswered()).containsExactly(0, 202, 0, 202); // 0: to the bridge that was halted
            assertThat(triggers()).hasSize(2);
        }
    }

    @Nested
    class Row8Signature {
        @Test
        void a_forgejo_that_also_sends_the_names_of_gitea_is_understood() {
            var delivery = delivery();
            var right = delivery.headers().get("X-Gitea-Signature").get(0);
            var both = delivery.with("X-Forgejo-Signature", right).with("X-Forgejo-Event", "issue_comment");
            assertThat(gitea.deliver(both)).isEqualTo(202);
            assertThat(gitea.deliver(both.with("X-Forgejo-Event", "push"))).isEqualTo(400);
        }

        @Test
        void a_secret_that_was_taken_out_is_not_valid_any_more() {
            var delivery = delivery();
            halt();
            start("the new one");
            assertThat(gitea.deliver(delivery.to(bridge.at("/hook")))).isEqualTo(403);
            assertThat(triggers()).isEmpty();
        }

        /** The sha1 of X-Hub-Signature, and all other headers, stay in the delivery. */
        @Test
        void a_signature_by_another_algorithm_is_none() {
            var delivery = delivery();
            assertThat(delivery.headers()).containsKeys("X-Hub-Signature", "X-Hub-Signature-256");
            assertThat(gitea.deliver(delivery.with("X-Gitea-Signature"))).isEqualTo(401);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "not hexadecimal at all, though it has the right number of letters",
                    "0000000000000000000000000000000000000000000000000000000000000000"
                })
        void a_signature_that_is_wrong_is_refused(String signature) {
            assertThat(gitea.deliver(delivery().with("X-Gitea-Signature", signature)))
                    .isEqualTo(403);
            assertThat(triggers()).isEmpty();
        }

        @Test
        void a_right_signature_in_another_spelling_is_refused() {
            var delivery = delivery();
            var right = delivery.headers().get("X-Gitea-Signature").get(0);
            for (var spelling : List.of("sha256=" + right, right.toUpperCase(java.util.Locale.ROOT), right + "00")) {
                assertThat(gitea.deliver(delivery.with("X-Gitea-Signature", spelling)))
                        .isEqualTo(403);
            }
            assertThat(triggers()).isEmpty();
        }

        @Test
        void without_a_signature_there_is_no_way_in() {
            assertThat(gitea.deliver(delivery().with("X-Gitea-Signature"))).isEqualTo(401);
            assertThat(gitea.deliver(delivery().with("X-Gitea-Signature", ""))).isEqualTo(401);
            assertThat(triggers()).isEmpty();
        }

        @Test
        void a_doubled_signature_is_refused_even_when_one_is_right() {
            var delivery = delivery();
            var right = delivery.headers().get("X-Gitea-Signature").get(0);
            assertThat(gitea.deliver(delivery.with("X-Gitea-Signature", right, "0".repeat(64))))
                    .isEqualTo(400);
            assertThat(gitea.deliver(delivery.with("X-Gitea-Signature", right, right)))
                    .isEqualTo(400);
            assertThat(gitea.deliver(delivery.with("X-Forgejo-Signature", "0".repeat(64))))
                    .isEqualTo(400);
            assertThat(triggers()).isEmpty();
        }

        @Test
        void a_body_that_means_the_same_in_other_bytes_is_refused() {
            var delivery = delivery();
            assertThat(gitea.deliver(delivery.withBody(delivery.body() + " "))).isEqualTo(403);
            assertThat(triggers()).isEmpty();
        }

        @Test
        void a_webhook_that_is_not_set_up_takes_nothing() {
            halt();
            start();
            assertThat(gitea.deliver(delivery().to(bridge.at("/hook")))).isEqualTo(404);
            assertThat(triggers()).isEmpty();
        }
    }

    @Nested
    class Row9Replay {
        @Test
        void the_same_delivery_again_changes_nothing() {
            var delivery = delivery();
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            assertThat(gitea.deliver(delivery.underAnotherId())).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }

        @Test
        void the_same_delivery_after_a_restart_changes_nothing() {
            var delivery = delivery();
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            halt();
            start(SECRET);
            assertThat(gitea.deliver(delivery.to(bridge.at("/hook")))).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }
    }

    @Nested
    class Row10Failure {
        @Test
        void what_could_not_be_written_can_come_again() {
            var delivery = delivery();
            ledger.close();
            assertThat(gitea.deliver(delivery)).isEqualTo(503);
            bridge.close();
            start(SECRET);
            assertThat(triggers()).isEmpty();
            assertThat(gitea.deliver(delivery.to(bridge.at("/hook")))).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }
    }

    @Nested
    class Row11Injection {
        @Test
        void headers_that_steer_camel_do_nothing() {
            var delivery = delivery();
            for (var name : List.of(
                    "CamelBeanMethodName",
                    "cAmElBeAnMeThOdNaMe",
                    "CAMELBEANMETHODNAME",
                    "CamelExecCommandExecutable",
                    "CamelHttpResponseCode",
                    "bodySize",
                    "breadcrumbId",
                    "X-CamelBeanMethodName")) {
                delivery = delivery.with(name, "fail", "open");
            }
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }

        @Test
        void a_query_is_refused_even_with_a_right_signature() {
            for (var query : List.of("CamelBeanMethodName=fail", "X-Gitea-Event=push", "x", "")) {
                var expected = query.isEmpty() ? 202 : 400;
                assertThat(gitea.deliver(delivery().to(bridge.at("/hook?" + query))))
                        .isEqualTo(expected);
            }
        }

        @Test
        void a_form_is_refused_and_its_fields_are_no_headers() {
            var form = delivery()
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .withBody("CamelBeanMethodName=answer&X-Gitea-Event=issue_comment&payload=%7B%7D", SECRET);
            assertThat(gitea.deliver(form)).isEqualTo(415);
            var multipart = delivery()
                    .with("Content-Type", "multipart/form-data; boundary=x")
                    .withBody(
                            "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.json\"\r\n\r\n{}\r\n--x--\r\n",
                            SECRET);
            assertThat(gitea.deliver(multipart)).isEqualTo(415);
            assertThat(gitea.deliver(delivery().with("Content-Type"))).isEqualTo(415);
            assertThat(triggers()).isEmpty();
        }
    }

    @Nested
    class Row19Exhaustion {
        @Test
        void twenty_megabytes_are_refused_without_being_kept() throws IOException {
            var announced = request("Content-Length: " + 20 * 1024 * 1024);
            assertThat(firstLineAfter(announced)).contains("413");

            var unannounced = new StringBuilder(request("Transfer-Encoding: chunked"));
            IntStream.range(0, 20).forEach(i -> unannounced
                    .append("10000\r\n")
                    .append("x".repeat(0x10000))
                    .append("\r\n"));
            assertThat(firstLineAfter(unannounced.toString())).contains("413");
            assertThat(triggers()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "[]",
                    "null",
                    "{} {}",
                    "{\"action\": \"created\", \"action\": \"created\"}",
                    "{\"action\":\"created\",\"is_pull\":true,\"comment\":{\"body\":\"!testme\",\"id\":1.5}}",
                    "{\"action\":\"created\",\"is_pull\":true,\"comment\":{\"body\":\"!testme\",\"id\":\"1\"},"
                            + "\"issue\":{\"number\":1}}",
                    "{\"action\":\"created\",\"is_pull\":true,\"comment\":{\"body\":\"!testme\",\"id\":-1},"
                            + "\"issue\":{\"number\":1},\"repository\":{\"full_name\":\"a/b\"}}",
                    "{\"action\":\"created\",\"is_pull\":true,\"comment\":{\"body\":\"!testme\",\"id\":1},"
                            + "\"issue\":{\"number\":1},\"repository\":{\"full_name\":\"../../etc\"}}"
                })
        void what_is_signed_and_still_nonsense_is_refused(String body) {
            assertThat(gitea.deliver(delivery().withBody(body, SECRET))).isEqualTo(400);
            assertThat(triggers()).isEmpty();
        }

        @Test
        void a_flood_of_signed_deliveries_is_turned_away_and_polling_finds_the_comments() {
            var delivery = delivery();
            var answers = IntStream.range(0, 310)
                    .map(ignored -> gitea.deliver(delivery))
                    .boxed()
                    .toList();
            assertThat(answers.subList(0, 300)).containsOnly(202);
            assertThat(answers).contains(429);
            assertThat(triggers()).hasSize(1);
        }

        @Test
        void a_flood_of_unsigned_deliveries_does_not_keep_signed_ones_out() {
            var delivery = delivery();
            var forged = delivery.with("X-Gitea-Signature", "0".repeat(64));
            IntStream.range(0, 310)
                    .forEach(ignored -> assertThat(gitea.deliver(forged)).isEqualTo(403));
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
        }

        @Test
        void headers_without_end_are_refused() throws IOException {
            var long1 = request("X-Long: " + "x".repeat(20_000));
            assertThat(firstLineAfter(long1)).containsAnyOf("431", "400");
            var many = IntStream.range(0, 5000).mapToObj(i -> "X-" + i + ": x").toList();
            assertThat(firstLineAfter(request(String.join("\r\n", many)))).containsAnyOf("431", "400");
        }

        @Test
        void a_depth_bomb_is_refused() {
            assertThat(gitea.deliver(delivery().withBody("{\"a\":" + "[".repeat(100_000), SECRET)))
                    .isEqualTo(400);
        }

        private static String request(String lengthHeader) {
            return String.join(
                    "\r\n",
                    "POST /hook HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    lengthHeader,
                    "",
                    "");
        }

        private String firstLineAfter(String request) throws IOException {
            try (var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), bridge.port())) {
                socket.setSoTimeout(5000);
                socket.getOutputStream().write(request.getBytes(UTF_8));
                socket.getOutputStream().flush();
                return new String(socket.getInputStream().readNBytes(20), UTF_8);
            }
        }
    }

    /** The delivery of a fresh {@code !testme}, not yet sent. */
    private FakeDelivery delivery() {
        hook.heldBack();
        pull.comment("maya", "!testme");
        return hook.kept().get(hook.kept().size() - 1);
    }

    private List<Trigger> triggers() {
        return IntStream.rangeClosed(1, 50)
                .mapToObj(id -> ledger.triggers().find(id))
                .flatMap(Optional::stream)
                .toList();
    }
}
