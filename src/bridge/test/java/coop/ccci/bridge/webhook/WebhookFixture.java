package coop.ccci.bridge.webhook;

import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.dashboard.RouteServer;
import coop.ccci.bridge.dashboard.SeenHeaders;
import coop.ccci.bridge.fake.FakeDelivery;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.fake.FakeWebhook;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The one route of the webhook with a ledger, and a forge that sends to it. */
abstract class WebhookFixture {
    static final String SECRET = "a secret of the forge";

    @TempDir
    Path folder;

    final FakeGitea gitea = FakeGitea.start();
    final SeenHeaders seen = new SeenHeaders();
    Ledger ledger;
    RouteServer bridge;
    FakeWebhook hook;
    FakePullRequest pull;

    @BeforeEach
    void setUp() {
        start(SECRET);
        pull = gitea.repository("recipe-maintainers/custom-html").pullRequest(1);
        hook = gitea.webhook(bridge.at("/hook"), SECRET);
    }

    @AfterEach
    void tearDown() {
        gitea.close();
        halt();
    }

    void start(String... secrets) {
        ledger = Ledger.open(new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger")), Clock.systemUTC());
        var beans = new HashMap<String, Object>();
        beans.put("dropHeaders", new DropHeadersFilterStrategy());
        beans.put("seenHeaders", seen);
        beans.putAll(WebhookEndpoint.beans(ledger));
        beans.putAll(WebhookEndpoint.beans(
                ledger,
                Repository.FIRST_FORGE,
                List.of(secrets).stream().map(Secret::new).toList(),
                "WEBHOOK_SECRET"));
        bridge = new RouteServer("triggers/webhook*", beans);
    }

    void halt() {
        bridge.close();
        ledger.close();
    }

    /** The delivery of a fresh {@code !testme}, not yet sent. */
    FakeDelivery delivery() {
        hook.heldBack();
        pull.comment("maya", "!testme");
        return hook.kept().get(hook.kept().size() - 1);
    }

    List<Trigger> triggers() {
        return IntStream.rangeClosed(1, 50)
                .mapToObj(id -> ledger.triggers().find(id))
                .flatMap(Optional::stream)
                .toList();
    }
}
