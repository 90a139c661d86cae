package coop.ccci.bridge.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import coop.ccci.bridge.BridgeFixture;
import coop.ccci.bridge.browser.TestBrowser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/runbook.md says that an operator sees in Hawtio, seen in a real browser; the pictures of the runbook are taken
 * here. In order: what a sound bridge counts, and then what it counts while Gitea is gone.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HawtioInBrowserIT {
    /** What the tree of Hawtio's page calls them. */
    private static final String CONTEXT = "org.apache.camel-CamelContexts-cc-ci";

    private static final String ROUTES = CONTEXT + "-routes";

    private static final String BREAKER_STATE = "tr:has(td:text-is('CircuitBreakerState'))";

    private static final String COMPLETED = "Completed";
    private static final String FAILED = "Failed";
    private static final String STATE = "State";

    private static final HasTextOptions SOON = new HasTextOptions().setTimeout(20_000);

    @TempDir
    static Path folder;

    private static BridgeFixture fixture;
    private static HawtioConsole console;
    private static TestBrowser browser;
    private static Page page;

    @BeforeAll
    static void setUp() throws Exception {
        fixture = BridgeFixture.in(folder).start();
        console =
                HawtioConsole.start(new ManagementClient(fixture.configuration().management()), 0);
        browser = TestBrowser.open();
        page = browser.page(1440, 800);
        page.navigate(console.address().toString());
    }

    @AfterAll
    static void tearDown() {
        browser.close();
        console.close();
        fixture.close();
    }

    @Test
    @Order(1)
    void a_testme_is_followed_from_the_comment_to_the_answer() {
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        openRoutes();
        for (var route : List.of(
                "poll-gitea",
                "admit-triggers",
                "admit-run",
                "launch-runs",
                "start-run",
                "watch-runs",
                "finish-run",
                "report-runs",
                "show-runs")) {
            assertThat(count(route, COMPLETED)).as(route).isPositive();
        }
        TestBrowser.photograph(page, "hawtio-routes");
        assertDiagram("admit-triggers", Map.of("admit-triggers-authorise", "1", "admit-triggers-decide", "1"));
        TestBrowser.photograph(page, "hawtio-diagram");
        assertDiagram("start-run", Map.of("start-run-local", "1"));
        assertDiagram("gitea-request", Map.of("gitea-request-prepare", "[1-9][0-9]*"));
        assertDiagram("find-triggers", Map.of("find-triggers-query", "[1-9][0-9]*"));
    }

    @Test
    @Order(2)
    void a_comment_that_was_refused_is_a_count_of_the_route_that_refuses() {
        openRoutes();
        assertThat(count("refuse-trigger", COMPLETED)).isZero();
        fixture.pullRequest().comment("nils", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> assertThat(fixture.answers())
                .anySatisfy(answer -> assertThat(answer.body()).contains("only members")));
        openRoutes();
        assertThat(count("refuse-trigger", COMPLETED)).isEqualTo(1);
        row("refuse-trigger").scrollIntoViewIfNeeded();
        TestBrowser.photograph(page, "hawtio-refused");
    }

    @Test
    @Order(3)
    void a_route_is_stopped_and_started_with_its_buttons() {
        openRoutes();
        press("find-reports", "Stop");
        assertThat(cell("find-reports", STATE)).hasText("Stopped");
        TestBrowser.photograph(page, "hawtio-stopped");
        press("find-reports", "Start");
        assertThat(cell("find-reports", STATE)).hasText("Started");
    }

    @Test
    @Order(4)
    void a_stuck_forge_is_a_count_of_failures_and_an_open_breaker() {
        fixture.gitea().down();
        BridgeFixture.eventually().untilAsserted(() -> {
            openRoutes();
            assertThat(count("gitea-send", FAILED)).isGreaterThan(5);
        });
        row("gitea-send").scrollIntoViewIfNeeded();
        TestBrowser.photograph(page, "hawtio-stuck-forge");
        BridgeFixture.eventually().untilAsserted(() -> {
            openStep("gitea-send-breaker");
            assertThat(page.locator(BREAKER_STATE)).containsText("OPEN");
        });
        page.locator(BREAKER_STATE).scrollIntoViewIfNeeded();
        TestBrowser.photograph(page, "hawtio-breaker");
        fixture.gitea().up();
    }

    /** Goes to the table of all routes, which is read anew then. */
    private static void openRoutes() {
        TestBrowser.goTo(
                page, console.address().resolve("/hawtio/camel/routes?nid=" + ROUTES + "-folder"), row("poll-gitea"));
    }

    /** Hawtio may draw a diagram before it has counts, and does not always ask again: whoever looks opens it again, too. */
    private static void assertDiagram(String route, Map<String, String> counts) {
        BridgeFixture.eventually().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            openDiagram(route);
            counts.forEach((step, count) -> assertThat(step(step)).hasText(Pattern.compile("^" + count + "$"), SOON));
        });
    }

    private static void openDiagram(String route) {
        openRoutes();
        select(ROUTES + "-" + route + "-folder", route);
        page.getByRole(
                        AriaRole.LINK,
                        new GetByRoleOptions().setName("Route Diagram").setExact(true))
                .click();
    }

    /** Goes to what JMX knows of a step. */
    private static void openStep(String id) {
        openRoutes();
        for (var folder : List.of("MBeans-folder", "MBeans-processors-folder")) {
            page.locator("li[id='" + CONTEXT + "-" + folder + "'] button")
                    .first()
                    .click();
        }
        select(CONTEXT + "-MBeans-processors-" + id, id);
        page.getByRole(
                        AriaRole.LINK,
                        new GetByRoleOptions().setName("Attributes").setExact(true))
                .click();
    }

    private static void select(String node, String name) {
        page.locator("li[id='" + node + "']")
                .getByText(name, new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
    }

    private static Locator row(String route) {
        return page.locator("#camel-routes-table tbody tr:has(td:text-is('" + route + "'))");
    }

    private static Locator cell(String route, String column) {
        return row(route).locator("td[data-label=" + column + "]");
    }

    private static int count(String route, String column) {
        return Integer.parseInt(cell(route, column).textContent().strip());
    }

    private static void press(String route, String button) {
        row(route).locator("input[type=checkbox]").check();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Locator step(String id) {
        return page.locator(".camel-node-content")
                .filter(new Locator.FilterOptions().setHasText("(ID: " + id + ")"))
                .locator(".number");
    }
}
