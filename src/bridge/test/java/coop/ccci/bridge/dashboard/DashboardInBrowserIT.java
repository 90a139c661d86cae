package coop.ccci.bridge.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import coop.ccci.bridge.browser.TestBrowser;
import coop.ccci.contract.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser: for who cannot see them, who has no mouse, who has a telephone, who leaves them open. */
class DashboardInBrowserIT {
    private static final int PHONE = 360;
    private static final int MORE_THAN_A_PAGE = 32;

    /** One that nothing else needs to stay as it is. */
    private static final String FOLLOWED = "nextcloud";

    private static final String VIOLATIONS =
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(rule => rule.id + ': '
                + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))
            """;

    private static final String FOCUSED =
            """
            () => {
                const at = document.activeElement;
                const place = at.name || at.getAttribute('href') || at.textContent.trim();
                return at.tagName.toLowerCase() + ' ' + place + ' ' + getComputedStyle(at).outlineStyle;
            }
            """;

    private static final String HOST =
            """
            {"at": "2026-11-22T11:59:50Z", "docker": null, "memory": {"total": 8589934592, "free": 4294967296},
             "disk": {"total": 107374182400, "free": 2147483648}, "others": 4, "sweep": "Docker did not answer in 30 s",
             "apps": [{"run": "3", "stack": "hedg-0a1b2c_ci_example_org", "services": [
               {"service": "app", "state": "running", "status": "Up 3 minutes (healthy)", "memory": 268435456},
               {"service": "a-service-with-a-rather-long-name-of-its-own", "state": "running",
                "status": "Restarting (137) 12 seconds ago", "memory": 0}]}]}
            """;

    @TempDir
    static Path runs;

    private static DashboardFixture fixture;
    private static RouteServer server;
    private static TestBrowser browser;

    private Page page;

    @BeforeAll
    static void setUp() throws Exception {
        fixture = new DashboardFixture(runs);
        tell();
        Files.writeString(runs.resolve("host-state.json"), HOST);
        server = new RouteServer("dashboard/*", fixture.beans());
        browser = TestBrowser.open();
    }

    @AfterAll
    static void tearDown() {
        browser.close();
        server.close();
        fixture.close();
    }

    @AfterEach
    void closePage() {
        fixture.ledger().operation().pause().end();
        page.context().close();
    }

    private static void tell() {
        fixture.asked("custom-html", "3", "jonas", Duration.ofHours(5))
                .launched()
                .stage("fetch", 1.1, "pass")
                .stage("converge", 62, "fail", Optional.of("app: task exited with 1 for the third time"))
                .failed(new Results.Failure(
                        "converge",
                        "The service app never became healthy.",
                        List.of("app.1  Failed  \"task: non-zero exit (1)\" " + "and-a-long-word".repeat(20))));
        fixture.asked("custom-html", "a", "maya", Duration.ofMinutes(38))
                .ofBranch()
                .launched()
                .stage("fetch", 1.1, "pass")
                .stage("install", 0.64, "pass")
                .logged("fetch     cloned custom-html at aaaaaaaa " + "x".repeat(300) + "\n")
                .passed();
        fixture.asked("hedgedoc", "b", "maya", Duration.ofSeconds(50))
                .launched()
                .began("deploy")
                .seen();
        fixture.asked(FOLLOWED, "c", "maya", Duration.ofSeconds(40))
                .launched()
                .began("deploy")
                .logged("deploy    begins\n")
                .seen();
        for (var each = 0; each < MORE_THAN_A_PAGE; each++) {
            fixture.asked("recipe-" + each, "d", "maya", Duration.ofDays(each + 1L))
                    .launched()
                    .passed();
        }
    }

    private void open(String path, int width) {
        page = browser.pageWithAxe(width, 800);
        TestBrowser.goTo(page, server.at(path), page.locator("body"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?q=nothing-of-that-name",
                "/runs",
                "/runs?state=failed&sort=longest",
                "/recipes/custom-html",
                "/runs/1",
                "/runs/2",
                "/runs/3",
                "/host",
                "/nowhere"
            })
    void a_screen_reader_meets_nothing_that_axe_finds_by_day_or_night_and_a_telephone_need_not_scroll_sideways(
            String path) {
        open(path, 1280);
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            assertThat(violations()).as(path + " " + scheme).isEmpty();
        }
        page.setViewportSize(PHONE, 740);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                .as("width of " + path)
                .isEqualTo(PHONE);
        assertThat(violations()).as(path + " on a telephone").isEmpty();
    }

    private List<?> violations() {
        return (List<?>) page.evaluate(VIOLATIONS);
    }

    /** A test that cannot fail is none. */
    @Test
    void axe_finds_what_is_wrong() {
        open("/", 1280);
        page.evaluate("() => document.querySelector('main').append(document.createElement('img'))");
        assertThat(violations())
                .anySatisfy(found -> assertThat(found.toString()).startsWith("image-alt"));
    }

    @Test
    void the_keyboard_reaches_search_filters_and_links_and_where_it_is_can_be_seen() {
        open("/?page=2", 1280);
        page.keyboard().press("Tab");
        assertThat(focused()).startsWith("a #content");
        page.keyboard().press("Enter");
        var reached = new ArrayList<String>();
        do {
            page.keyboard().press("Tab");
            reached.add(focused());
        } while (!reached.get(reached.size() - 1).startsWith("a /api/") && reached.size() < 100);

        assertThat(reached)
                .allMatch(place -> place.endsWith(" solid"))
                .containsSubsequence(
                        "input q solid",
                        "select level solid",
                        "select sort solid",
                        "button Show solid",
                        "a /?state=passed solid",
                        "a /recipes/recipe-9 solid",
                        "a / solid");
    }

    private String focused() {
        return String.valueOf(page.evaluate(FOCUSED));
    }

    @Test
    void a_search_needs_no_mouse() {
        open("/", 1280);
        page.locator("input[name=q]").focus();
        page.keyboard().type("custom");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*[?&]q=custom.*"));
        assertThat(page.locator(".card")).hasCount(1);
        assertThat(page.locator("#found")).containsText("1 of");
    }

    @Test
    void the_page_of_a_run_goes_on_with_its_log_without_being_loaded_again() throws Exception {
        openAndMark("/runs/4");
        Files.writeString(runs.resolve("4/log.txt"), "deploy    begins\ndeploy    and goes on\n");
        page.clock().runFor(2000);
        assertThat(page.locator("#log-text")).containsText("and goes on");
        assertThat(isAsItWasOpened()).isTrue();
    }

    /** What a page that is left open shows when something happened. */
    enum Followed {
        RECIPES("/", "#queue"),
        RUNS("/runs", "#runs");

        private final String path;
        private final String part;

        Followed(String path, String part) {
            this.path = path;
            this.part = part;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_list_shows_a_new_run_and_a_pause_without_being_loaded_again(Followed followed) {
        openAndMark(followed.path);
        assertThat(page.locator("#pause")).isHidden();
        var recipe = "new-in-" + followed.name().toLowerCase(java.util.Locale.ROOT);
        fixture.asked(recipe, "e", "maya", Duration.ofSeconds(1));
        fixture.ledger().operation().pause().begin();
        page.clock().runFor(10_000);
        assertThat(page.locator(followed.part)).containsText(recipe);
        assertThat(page.locator("#pause")).containsText("Paused by the operator");
        assertThat(isAsItWasOpened()).isTrue();
        assertThat(violations()).isEmpty();
    }

    private void openAndMark(String path) {
        page = browser.pageWithAxe(1280, 800);
        page.clock().install();
        TestBrowser.goTo(page, server.at(path), page.locator("body"));
        page.evaluate("() => { window.isAsItWasOpened = true }");
    }

    private boolean isAsItWasOpened() {
        return Boolean.TRUE.equals(page.evaluate("() => window.isAsItWasOpened === true"));
    }
}
