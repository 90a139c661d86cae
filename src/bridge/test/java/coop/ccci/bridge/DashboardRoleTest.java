package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException;
import coop.ccci.bridge.ledger.LedgerDatabase;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.contract.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as a process of its own would have it: on a ledger that somebody else keeps, with no token. */
class DashboardRoleTest {
    /** The database itself refuses what writes. */
    private static final String READ_ONLY = "&options=-c%20default_transaction_read_only=on";

    @TempDir
    private Path folder;

    @Test
    void it_shows_the_pages_of_a_ledger_that_it_may_only_read_and_takes_no_delivery() throws Exception {
        var place = LedgerDatabase.POSTGRESQL.in(folder);
        Ledger.open(place, Clock.systemUTC()).close();
        var port = FreePort.choose();

        try (var dashboard = open(place.url() + READ_ONLY, port)) {
            dashboard.start();

            assertThat(status("GET", port, "/")).isEqualTo(200);
            assertThat(status("GET", port, "/runs")).isEqualTo(200);
            assertThat(status("GET", port, "/api/recipes")).isEqualTo(200);
            assertThat(status("POST", port, "/hook")).isEqualTo(405);
            assertThat(dashboard.context().getRoutes()).hasSize(CamelProperties.PAGES.size());
        }
    }

    @Test
    void the_bridge_beside_it_takes_deliveries_and_shows_no_page() throws Exception {
        try (var fixture = BridgeFixture.in(folder);
                var bridge = Bridge.open(
                        ConfigurationReader.read(fixture.environment()),
                        Clock.systemUTC(),
                        Bridge.Scope.WITHOUT_PAGES)) {
            bridge.start();
            var port = Integer.parseInt(fixture.environment().get("CCCI_HTTP_PORT"));

            assertThat(status("GET", port, "/hook"))
                    .as("what a host's reconciler asks")
                    .isEqualTo(405);
            assertThat(status("GET", port, "/")).isEqualTo(404);
        }
    }

    @Test
    void a_ledger_that_no_bridge_has_brought_to_its_form_is_told() {
        var place = LedgerDatabase.POSTGRESQL.in(folder);

        assertThatThrownBy(() -> open(place.url(), 1))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("start the bridge of this version");
    }

    @Test
    void a_file_that_one_process_has_alone_is_told_before_it_is_made() {
        var place = new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger"));

        assertThatThrownBy(() -> open(place.url(), 1))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("a PostgreSQL server in CCCI_LEDGER_URL");
        assertThat(folder).isEmptyDirectory();
    }

    private DashboardRole open(String ledger, int port) {
        return DashboardRole.open(
                ConfigurationReader.readDashboard(Map.of(
                        "GITEA_URL", "https://git.example.org",
                        "CCCI_RUNS_DIR", folder.toString(),
                        "CCCI_LEDGER_URL", ledger,
                        "CCCI_HTTP_PORT", String.valueOf(port),
                        "CCCI_MANAGEMENT_PORT", String.valueOf(FreePort.choose()))),
                Clock.systemUTC());
    }

    private static int status(String method, int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
