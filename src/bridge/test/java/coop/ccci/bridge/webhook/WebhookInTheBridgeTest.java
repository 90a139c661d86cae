package coop.ccci.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.BridgeFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook beside everything else: poll, admission, engine, pages on one port. */
class WebhookInTheBridgeTest {
    @TempDir
    private Path folder;

    private BridgeFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = BridgeFixture.in(folder).start();
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void a_comment_seen_by_poll_and_webhook_starts_one_run_and_is_shown_on_a_page() throws Exception {
        var secret = fixture.configuration().forge().webhookSecrets().get(0).value();
        fixture.gitea().webhook(at("/hook"), secret).doubles(1);

        fixture.pullRequest().comment("maya", "!testme");

        assertThat(fixture.gitea().deliveriesAnswered()).startsWith(202, 202);
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(fixture.bridge().ledger().runs().newest(10)).hasSize(1);
        assertThat(fixture.answers()).hasSize(1);
        assertThat(page("/")).contains("custom-html", "passed", "level 1");
        assertThat(page("/runs/1")).contains("Run 1", "passed");
    }

    private URI at(String path) {
        return fixture.configuration().publicUrl().resolve(path);
    }

    private String page(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
