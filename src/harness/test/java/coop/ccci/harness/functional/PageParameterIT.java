package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.FakeAuthority;
import coop.ccci.harness.functional.child.AppAddress;
import coop.ccci.harness.functional.child.TestFolder;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe's tests that take a page, with the Chromium of the system and a server that shows one. */
class PageParameterIT {
    private static final String ZONE = "ci.test";
    private static final String DOMAIN = "cust-0a1b2c.ci.test";

    @TempDir
    Path recipe;

    @TempDir
    Path run;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpsServer server;

    @BeforeEach
    void setUp() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(FakeAuthority.context(ZONE)));
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestHeaders().getFirst("Host"));
                var page = "<title>Guests</title><form action=/in><input name=who><button>In</button></form>"
                        + "<script>document.title += ', ' + document.cookie</script>";
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.getResponseHeaders().add("Set-Cookie", "seen=yes; path=/");
                exchange.sendResponseHeaders(200, page.length());
                exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
    }

    private List<Assertion> run(Path authority, String body) throws Exception {
        return run(authority, System.getenv(), body).assertions();
    }

    private TestsOutcome run(Path authority, Map<String, String> environment, String body) throws Exception {
        Files.createDirectories(recipe.resolve("functional"));
        Files.writeString(
                recipe.resolve("functional/VisitTest.java"),
                """
                import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
                import com.microsoft.playwright.*;
                import coop.ccci.app.App;
                import org.junit.jupiter.api.*;
                class VisitTest {
                """
                        + body + "\n}\n");
        var folder = new TestFolder(run);
        var ingress = "127.0.0.1:" + server.getAddress().getPort();
        return new TestProcess(
                        folder,
                        environment,
                        Map.of("CCCI_APP", DOMAIN),
                        new ProcessRunner(new Masker(), log::add),
                        said -> {})
                .run(
                        TestCompiler.compile(TestSources.in(recipe).orElseThrow(), folder.classes()),
                        Tier.FUNCTIONAL,
                        new AppAddress(DOMAIN, ZONE, ingress, authority.toString(), "unix:///nowhere.sock", List.of()),
                        Duration.ofMinutes(1),
                        Deadline.lasting(Duration.ofMinutes(5)));
    }

    @Test
    void each_test_has_a_browser_of_its_own_that_reaches_the_app_alone_and_a_failed_one_leaves_a_picture_and_a_trace()
            throws Exception {
        var assertions = run(
                FakeAuthority.file(ZONE),
                """
                @Test void a_guest_comes_in(Page page, BrowserContext context) {
                    page.navigate("https://%1$s/");
                    assertThat(page).hasTitle("Guests, seen=yes");
                    page.fill("input", "maya");
                    page.click("button");
                    assertThat(page).hasURL("https://%1$s/in?who=maya");
                    Assertions.assertEquals(1, context.cookies().size());
                }
                @Test void nobody_was_here_before(BrowserContext context) {
                    Assertions.assertEquals(0, context.cookies().size());
                }
                @Test void another_host_is_out_of_reach(Page page) {
                    var e = Assertions.assertThrows(PlaywrightException.class, () -> page.navigate("https://cust-ffffff.ci.test/"));
                    Assertions.assertTrue(e.getMessage().contains("ERR_NAME_NOT_RESOLVED"), e.getMessage());
                }
                @Test void is_called_otherwise(Page page) {
                    page.navigate("https://%1$s/");
                    Assertions.assertEquals("Hosts", page.title());
                }
                """
                        .formatted(DOMAIN));

        assertThat(assertions)
                .as(String.join("\n", log))
                .filteredOn(Assertion::held)
                .extracting(Assertion::name)
                .containsExactlyInAnyOrder(
                        "VisitTest: a guest comes in",
                        "VisitTest: nobody was here before",
                        "VisitTest: another host is out of reach");
        assertThat(asked).containsOnly(DOMAIN);
        var kept = run.resolve("failed/VisitTest.is_called_otherwise");
        assertThat(kept.resolve("page.png")).isNotEmptyFile();
        assertThat(kept.resolve("trace.zip")).isNotEmptyFile();
        assertThat(run.resolve("failed")).isDirectoryNotContaining("glob:**comes_in");
    }

    @Test
    void a_certificate_that_the_zone_s_authority_does_not_vouch_for_is_refused() throws Exception {
        var assertions = run(
                FakeAuthority.file("other.test"),
                "@Test void a_guest_comes_in(Page page) { page.navigate(\"https://" + DOMAIN + "/\"); }");

        assertThat(assertions).singleElement().satisfies(assertion -> {
            assertThat(assertion.held()).isFalse();
            assertThat(assertion.message().orElseThrow()).contains("shows a certificate", "not valid for it");
        });
        assertThat(asked).isEmpty();
    }

    @Test
    void a_browser_that_this_machine_takes_away_from_a_test_or_does_not_have_is_no_failure_of_the_recipe()
            throws Exception {
        var taken = run(
                FakeAuthority.file(ZONE),
                System.getenv(),
                """
                @Test void a_guest_comes_in(Page page) {
                    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
                    page.navigate("https://%1$s/");
                }
                @Test void closes_what_it_needs(Page page) {
                    page.context().close();
                    page.navigate("https://%1$s/");
                }
                """
                        .formatted(DOMAIN));
        assertThat(taken.assertions()).singleElement().satisfies(assertion -> {
            assertThat(assertion.name()).isEqualTo("VisitTest: closes what it needs");
            assertThat(assertion.held()).isFalse();
        });
        assertThat(taken.noBrowser())
                .containsExactly(
                        "VisitTest: a guest comes in: the program that drives the browser ended in the middle of it");

        Path none = Files.createDirectory(recipe.resolve("no-programs"));
        var absent = run(
                FakeAuthority.file(ZONE),
                Map.of("PATH", none.toString()),
                "@Test void a_guest_comes_in(Page page) { page.navigate(\"https://" + DOMAIN + "/\"); }");
        assertThat(absent.assertions()).isEmpty();
        assertThat(absent.noBrowser()).singleElement().asString().contains("there is no", "on this machine");
    }
}
