package coop.ccci.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.dashboard.RouteServer;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendHookCommandTest {
    private static final String SECRET = "a-secret-of-the-forge";

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private Ledger ledger;
    private RouteServer bridge;
    private Path payload;
    private Path secret;

    @BeforeEach
    void setUp() throws IOException {
        ledger = Ledger.open(
                new LedgerUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), Clock.systemUTC());
        var beans = new HashMap<String, Object>(WebhookEndpoint.beans(ledger));
        beans.putAll(
                WebhookEndpoint.beans(ledger, Repository.FIRST_FORGE, List.of(new Secret(SECRET)), "WEBHOOK_SECRET"));
        beans.put("dropHeaders", new DropHeadersFilterStrategy());
        bridge = new RouteServer("triggers/webhook*", beans);
        payload = Files.writeString(folder.resolve("payload.json"), payload());
        secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    @AfterEach
    void tearDown() {
        bridge.close();
        ledger.close();
    }

    @Test
    void what_it_sends_is_taken_under_the_names_of_either_forge() {
        for (var forge : List.of("gitea", "Forgejo")) {
            assertThat(send("--forge", forge)).isZero();
        }
        assertThat(said.toString()).contains("202 written down: recipe-maintainers/custom-html#1 comment 2");
        assertThat(ledger.triggers().find(1)).isPresent();
        assertThat(ledger.triggers().find(2)).isEmpty();
    }

    @Test
    void another_secret_is_refused_with_the_bridges_own_words() throws IOException {
        Files.writeString(secret, "another-secret");
        assertThat(send()).isEqualTo(1);
        assertThat(said.toString()).contains("403", "the signature is wrong");
    }

    @Test
    void a_bridge_that_is_not_there_is_told_from_one_that_refuses() {
        bridge.close();
        assertThat(send()).isEqualTo(3);
        assertThat(said.toString()).contains("does not answer", "Is the bridge up");
    }

    @Test
    void without_a_payload_or_a_secret_it_says_what_is_missing() {
        payload = folder.resolve("nowhere.json");
        assertThat(send()).isEqualTo(2);
        assertThat(said.toString()).contains("the payload", "cannot be read");
        secret = folder.resolve("nowhere");
        payload = secret;
        assertThat(send()).isEqualTo(2);
    }

    private int send(String... more) {
        var arguments = new ArrayList<>(List.of(
                "--url", bridge.at("/hook").toString(), "--secret-file", secret.toString(), payload.toString()));
        arguments.addAll(List.of(more));
        return new CommandLine(new SendHookCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments.toArray(String[]::new));
    }

    private static String payload() {
        try (var gitea = FakeGitea.start()) {
            var hook = gitea.webhook(URI.create("http://127.0.0.1:1/hook"), SECRET);
            hook.heldBack();
            gitea.repository("recipe-maintainers/custom-html").pullRequest(1).comment("maya", "!testme");
            return hook.kept().get(0).body();
        }
    }
}
