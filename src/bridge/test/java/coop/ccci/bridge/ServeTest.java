package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import coop.ccci.bridge.ledger.PostgresServer;
import coop.ccci.contract.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cc-ci serve} as a process of its own, which can be killed. */
class ServeTest {
    @TempDir
    private Path folder;

    private BridgeFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = BridgeFixture.in(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void a_bridge_that_is_killed_and_started_again_goes_on_with_its_run() {
        fixture.harness().plays(Scenario.WAIT);
        try (var first = serve(Map.of())) {
            first.awaitReady();
            fixture.pullRequest().comment("maya", "!testme");
            BridgeFixture.eventually()
                    .untilAsserted(() -> assertThat(fixture.answer()).contains("**running**"));
            first.kill();
        }
        fixture.harness().goOn();
        var late = fixture.pullRequest().comment("nils", "!testme");
        try (var second = serve(Map.of())) {
            second.awaitReady();
            BridgeFixture.eventually().untilAsserted(() -> assertThat(fixture.answers())
                    .extracting(comment -> comment.body())
                    .anyMatch(text -> text.contains("**passed**"))
                    .anyMatch(text -> text.contains("only members")));
        }
        assertThat(fixture.answers()).hasSize(2);
        assertThat(fixture.harness().starts()).hasSize(1);
        assertThat(late.reactions()).containsExactly("confused");
    }

    @Test
    void row_1_a_run_gets_neither_token_nor_secret_of_the_bridge() {
        try (var serve =
                serve(Map.of("WEBHOOK_SECRET", "s3cr3t-of-the-hook", "AWS_SECRET_ACCESS_KEY", "s3cr3t-cloud"))) {
            serve.awaitReady();
            fixture.pullRequest().comment("maya", "!testme");
            BridgeFixture.eventually()
                    .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        }
        assertThat(fixture.harness().starts())
                .singleElement()
                .asString()
                .contains("RECIPE=custom-html", "CCCI_RUN_ID=1", "PR=1", "GITEA_URL=")
                .doesNotContain("s3cr3t", "GITEA_TOKEN", "WEBHOOK", fixture.token());
    }

    @Test
    void a_second_bridge_on_the_same_ledger_or_the_same_ports_stops_with_a_sentence() {
        var otherLedger = "jdbc:h2:file:" + folder.resolve("other");
        try (var first = serve(Map.of())) {
            first.awaitReady();
            try (var wrong = serve(Map.of("CCCI_HTTP_PORT", "0"));
                    var onTheLedger = serve(Map.of());
                    var onThePorts = serve(Map.of("CCCI_LEDGER_URL", otherLedger))) {
                assertThat(wrong.exitCode()).isEqualTo(2);
                assertThat(wrong.output()).contains("CCCI_HTTP_PORT", "1 to 65535");
                assertThat(onTheLedger.exitCode()).isEqualTo(3);
                assertThat(onTheLedger.output())
                        .contains("cc-ci serve cannot start", "is in use by another bridge", "CCCI_LEDGER_URL")
                        .doesNotContain("\tat ");
                assertThat(onThePorts.exitCode()).isEqualTo(3);
                assertThat(onThePorts.output())
                        .contains(
                                "cc-ci serve cannot start",
                                "another cc-ci bridge already serves on 127.0.0.1:",
                                "stop that one first",
                                "CCCI_HTTP_PORT")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void a_port_that_something_else_has_is_named_with_its_setting() throws IOException {
        try (var other = new ServerSocket(fixture.managementPort(), 1, InetAddress.getLoopbackAddress());
                var serve = serve(Map.of())) {
            assertThat(serve.exitCode()).isEqualTo(3);
            assertThat(serve.output())
                    .contains("cannot listen on 127.0.0.1:" + other.getLocalPort(), "CCCI_MANAGEMENT_PORT")
                    .doesNotContain("another cc-ci bridge");
        }
    }

    @Test
    void health_says_what_is_wrong_with_the_forge_and_recovers() {
        fixture.gitea().down();
        try (var serve = serve(Map.of())) {
            BridgeFixture.eventually()
                    .untilAsserted(() -> assertThat(health()).contains("DOWN", "Gitea cannot be reached"));
            fixture.gitea().up();
            serve.awaitReady();
            assertThat(health()).contains("\"name\":\"forge\",\"status\":\"UP\"");
            fixture.gitea().revokesEveryToken();
            BridgeFixture.eventually().untilAsserted(() -> assertThat(health()).contains("does not take GITEA_TOKEN"));
        }
    }

    @Test
    void a_bridge_that_is_started_before_its_ledger_waits_for_it_and_says_so() {
        try (var server = PostgresServer.start()) {
            var ledger = server.freshSchema();
            server.crash();
            try (var serve = serve(Map.of("CCCI_LEDGER_URL", ledger))) {
                serve.awaitLine("waiting for the ledger");
                server.startAgain();
                serve.awaitReady();
                assertThat(serve.output())
                        .containsOnlyOnce("waiting for the ledger at jdbc:postgresql://127.0.0.1:")
                        .containsOnlyOnce("at most 60 s")
                        .containsOnlyOnce("is within reach")
                        .doesNotContain("ERROR");
            }
        }
    }

    @Test
    void a_dashboard_waits_for_the_server_alone_and_not_for_what_a_person_must_do() {
        try (var server = PostgresServer.start()) {
            var ledger = server.freshSchema();
            server.crash();
            var settings = Map.of("CCCI_LEDGER_URL", ledger, "CCCI_RUNS_DIR", folder.toString());
            try (var serve = serve(settings, "--role", "dashboard")) {
                serve.awaitLine("waiting for the ledger");
                server.startAgain();
                assertThat(serve.exitCode()).isEqualTo(3);
                assertThat(serve.output()).contains("is within reach", "start the bridge of this version");
            }
        }
    }

    @Test
    void a_bridge_that_waits_for_its_ledger_stops_when_it_is_told_to() {
        var nobody = "jdbc:postgresql://127.0.0.1:" + FreePort.choose() + "/ledger";
        try (var serve = serve(Map.of("CCCI_LEDGER_URL", nobody))) {
            serve.awaitLine("waiting for the ledger");
            assertThat(serve.stop()).as("that of SIGTERM").isEqualTo(143);
            assertThat(serve.output()).doesNotContain("cannot start");
        }
    }

    private BridgeProcess serve(Map<String, String> more, String... options) {
        return BridgeProcess.start(fixture, more, options);
    }

    private String health() {
        try {
            var address = URI.create("http://127.0.0.1:" + fixture.managementPort() + "/observe/health");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "no answer";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
