package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.ledger.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bridge for two forges, on which repositories, pull requests, comments and accounts have the same names and numbers. */
class SeveralForgesTest {
    private static final String RECIPE = "recipe-maintainers/custom-html";
    private static final String SECRET = "the-secret-of-the-first-forge";
    private static final String OTHER_SECRET = "the-secret-of-the-other-forge";

    @TempDir
    private Path folder;

    private final FakeGitea other = FakeGitea.start();
    private BridgeFixture first;
    private Bridge bridge;
    private URI pages;

    @BeforeEach
    void setUp() {
        first = BridgeFixture.in(folder);
        other.organisation("recipe-maintainers").member("maya").member(BridgeFixture.BOT);
        other.user("nils");
        other.repository(RECIPE).writableBy(BridgeFixture.BOT);
        var settings = new HashMap<>(first.environment());
        settings.put("FORGES", "other");
        settings.put("GITEA_URL_OTHER", other.url().toString());
        settings.put("GITEA_TOKEN_OTHER", other.user(BridgeFixture.BOT).token());
        settings.put("POLL_REPOS_OTHER", RECIPE);
        settings.put("WEBHOOK_SECRET_OTHER", OTHER_SECRET);
        settings.put("WEBHOOK_SECRET", SECRET);
        settings.put("CCCI_CAPACITY", "2");
        settings.put("CCCI_BREAKER_PAUSE", "1s");
        settings.put("CCCI_REQUEST_RETRIES", "0");
        var configuration = ConfigurationReader.read(settings);
        pages = configuration.publicUrl();
        bridge = Bridge.open(configuration, Clock.systemUTC());
        bridge.start();
    }

    @AfterEach
    void tearDown() {
        bridge.close();
        first.close();
        other.close();
    }

    @Test
    void each_forge_has_its_own_verdict_webhook_links_and_outages() throws Exception {
        var hook = first.gitea().webhook(pages.resolve("/hook"), OTHER_SECRET);
        var otherHook = other.webhook(pages.resolve("/hook/other"), SECRET);
        first.pullRequest().comment("maya", "hello");
        onOther().comment("maya", "hello");
        assertThat(first.gitea().deliveriesAnswered())
                .as("another forge's secret")
                .containsExactly(403);
        assertThat(other.deliveriesAnswered()).containsExactly(403);

        hook.signedWith(SECRET);
        otherHook.signedWith(OTHER_SECRET);
        var here = first.pullRequest().comment("maya", "!testme");
        var there = onOther().comment("maya", "!testme");
        assertThat(there.id()).as("the same number on both").isEqualTo(here.id());
        assertThat(first.gitea().deliveriesAnswered()).startsWith(403, 202);
        assertThat(other.deliveriesAnswered()).startsWith(403, 202);

        BridgeFixture.eventually().untilAsserted(() -> {
            assertThat(first.answer()).contains("**passed**");
            assertThat(answerOnOther()).contains("**passed**");
        });
        assertThat(bridge.ledger().runs().newest(9))
                .hasSize(2)
                .extracting(Run::source)
                .containsExactlyInAnyOrder(clonedFrom(first.gitea()), clonedFrom(other));
        assertThat(here.reactions()).containsExactly("eyes");
        assertThat(there.reactions()).containsExactly("eyes");
        assertThat(page("/runs")).contains(first.gitea().url() + "/" + RECIPE, other.url() + "/" + RECIPE);

        other.down();
        first.pullRequest().comment("nils", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(first.answer()).contains("only members"));
        BridgeFixture.eventually().untilAsserted(() -> assertThat(health()).contains("\"forge-other\"", "Gitea other"));
        other.up();
        onOther().comment("nils", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(answerOnOther()).contains("only members"));
    }

    private FakePullRequest onOther() {
        return other.repository(RECIPE).pullRequest(1);
    }

    private String answerOnOther() {
        return onOther().commentsBy(BridgeFixture.BOT).stream()
                .reduce((earlier, later) -> later)
                .map(FakeComment::body)
                .orElse("");
    }

    private static URI clonedFrom(FakeGitea forge) {
        return URI.create(forge.url() + "/" + RECIPE + ".git");
    }

    private String page(String path) throws IOException, InterruptedException {
        return get(pages.resolve(path));
    }

    private String health() throws IOException, InterruptedException {
        return get(URI.create("http://127.0.0.1:" + first.managementPort() + "/observe/health"));
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
