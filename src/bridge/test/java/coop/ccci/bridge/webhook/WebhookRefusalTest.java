package coop.ccci.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.dashboard.SeenHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is turned away, and what it cannot do on the way. */
class WebhookRefusalTest extends WebhookFixture {
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
    class Row11Injection {
        @Test
        void no_header_of_a_delivery_is_a_header_of_the_message_at_any_step() {
            var delivery = delivery();
            for (var name : SeenHeaders.STEERING) {
                delivery = delivery.with(name, "fail", "open");
            }
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
            assertThat(seen.names()).as("steps that were watched").isNotEmpty();
            assertThat(seen.namesOfRequests(delivery.headers().keySet())).isEmpty();
            assertThat(seen.namesAt("check")).isEmpty();
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
}
