import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import coop.ccci.app.App;
import org.junit.jupiter.api.Test;

/** What people use dokuwiki for: somebody writes a page, and everybody reads it. */
class WikiTest {
    @Test
    void the_administrator_writes_a_page_that_everybody_reads(App app, Page page) {
        page.navigate(app.url("/doku.php?id=garden&do=login").toString());
        page.fill("input[name=u]", "admin");
        page.fill("input[name=p]", app.service().run("cat", "/run/secrets/admin_pass").strip());
        page.press("input[name=p]", "Enter");
        assertThat(page.locator("li.user")).containsText("Administrator");

        page.navigate(app.url("/doku.php?id=garden&do=edit").toString());
        page.fill("textarea[name=wikitext]", "====== Garden ======\n\nWater the tomatoes.\n");
        page.click("button[name='do[save]']");
        assertThat(page.locator("h1#garden")).containsText("Garden");

        var read = app.get("/doku.php?id=garden").html().text();
        assertTrue(read.contains("Water the tomatoes."), read);
    }

    @Test
    void a_stranger_cannot_log_in(App app, Page page) {
        page.navigate(app.url("/doku.php?id=garden&do=login").toString());
        page.fill("input[name=u]", "admin");
        page.fill("input[name=p]", "guessed");
        page.press("input[name=p]", "Enter");

        assertThat(page.locator("div.error")).isVisible();
    }
}
