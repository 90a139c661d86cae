import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import coop.ccci.app.App;
import coop.ccci.app.Dependencies;
import org.junit.jupiter.api.Test;

/** How people come to drone: by their account at the Gitea whose repositories it builds. */
class SignInTest {
    @Test
    void who_has_an_account_at_gitea_is_signed_in(App app, Dependencies dependencies, Page page) {
        var gitea = dependencies.of("gitea");

        page.navigate(app.url("/login").toString());
        page.fill("#user_name", gitea.credential("ADMIN_USER"));
        page.fill("#password", gitea.credential("ADMIN_PASSWORD"));
        page.press("#password", "Enter");
        // Gitea asks once for every application.
        page.click("#authorize-app");
        assertThat(page).hasURL(app.url().toString());

        page.navigate(app.url("/api/user").toString());
        var user = page.textContent("body");
        assertTrue(user.contains("\"login\":\"ccci\""), user);
        assertTrue(user.contains("\"admin\":true"), user);
    }

    @Test
    void strangers_are_sent_to_gitea(App app, Dependencies dependencies) {
        var answer = app.get("/login");

        assertEquals(303, answer.code());
        assertTrue(
                answer.location().orElse("").startsWith("https://" + dependencies.of("gitea").domain() + "/login/oauth/authorize"),
                () -> "leads to " + answer.location());
    }
}
