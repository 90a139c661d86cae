package coop.ccci.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.fake.FakeDelivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one address that changes anything: only by its method, and only with a signature, however it is written. */
class WebhookDoorTest extends WebhookFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hook",
                "/hook/",
                "//hook",
                "/hook//",
                "/hook/x",
                "/hook%2f",
                "/%68ook",
                "/HOOK",
                "/hook;x=1",
                "/hook/..;/hook",
                "/x/../hook",
                "/./hook",
                "/hook?",
                "http://other.example/hook"
            })
    void row_17_without_a_signature_nothing_is_written_on_any_spelling_of_the_path(String path) throws IOException {
        var delivery = delivery();
        var reply = send("POST", path, delivery.with("X-Gitea-Signature"));
        assertThat(reply).as(path).matches("(?s)HTTP/1\\.1 (400|401|403|404|405) .*");
        assertThat(triggers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post"})
    void row_17_no_other_method_writes_even_with_a_right_signature(String method) throws IOException {
        assertThat(send(method, "/hook", delivery())).as(method).matches("(?s)HTTP/1\\.1 (400|404|405|501) .*");
        assertThat(triggers()).isEmpty();
    }

    /** A browser that is logged in elsewhere brings cookies and an origin, but no signature. */
    @Test
    void row_17_a_page_of_somebody_else_cannot_send_a_delivery() throws IOException {
        var forged = delivery()
                .with("X-Gitea-Signature")
                .with("Origin", "https://evil.example")
                .with("Cookie", "session=1")
                .with("Content-Type", "text/plain");
        assertThat(send("POST", "/hook", forged)).matches("(?s)HTTP/1\\.1 (401|415) .*");
        assertThat(triggers()).isEmpty();
    }

    /** The delivery as it stands, which a client library would put right. */
    private String send(String method, String path, FakeDelivery delivery) throws IOException {
        var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        delivery.headers()
                .forEach((name, values) -> values.forEach(
                        value -> request.append(name).append(": ").append(value).append("\r\n")));
        var body = delivery.body().getBytes(UTF_8);
        request.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        try (var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), bridge.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(4000), UTF_8);
        }
    }
}
