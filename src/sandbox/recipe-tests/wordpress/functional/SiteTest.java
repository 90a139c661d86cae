import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import coop.ccci.app.App;
import java.net.URI;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;

/** What people use wordpress for: they log in, send pictures, and readers see them. */
class SiteTest {
    /** A picture of one point. */
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Test
    void the_administrator_logs_in_and_sends_a_picture_that_readers_can_see(App app, Page page) throws Exception {
        logIn(app, page);
        page.navigate(app.url("/wp-admin/media-new.php?browser-uploader").toString());
        page.setInputFiles("#async-upload", new FilePayload("garden.png", "image/png", PICTURE));
        page.click("#html-upload");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/wp-admin/upload\\.php.*"));

        var media = app.get("/wp-json/wp/v2/media?search=garden");
        assertEquals(200, media.code(), media.text());
        var address = media.text().replaceAll("(?s).*?\"source_url\":\"([^\"]+)\".*", "$1").replace("\\/", "/");
        var path = URI.create(address).getPath();
        assertTrue(path.startsWith("/wp-content/uploads/"), media.text());

        var picture = app.http()
                .execute(new HttpGet(app.url(path)), response -> EntityUtils.toByteArray(response.getEntity()));
        assertArrayEquals(PICTURE, picture);
    }

    @Test
    void a_wrong_password_is_refused(App app, Page page) {
        page.navigate(app.url("/wp-login.php").toString());
        page.fill("#user_login", "admin");
        page.fill("#user_pass", "guessed");
        page.click("#wp-submit");

        assertThat(page.locator("#login_error")).containsText("incorrect");
    }

    private static void logIn(App app, Page page) {
        page.navigate(app.url("/wp-login.php").toString());
        page.fill("#user_login", "admin");
        page.fill("#user_pass", newPassword(app));
        page.click("#wp-submit");
        assertThat(page.locator("#wpadminbar")).isVisible();
    }

    /** A new password for the administrator, set as an operator does who lost it: the old one is a secret of the set-up alone. */
    private static String newPassword(App app) {
        return app.service()
                .run(
                        "php8.2",
                        "-r",
                        """
                        $_SERVER['HTTP_HOST'] = getenv('DOMAIN');
                        define('WP_USE_THEMES', false);
                        require '/usr/share/wordpress/wp-load.php';
                        $password = bin2hex(random_bytes(12));
                        wp_set_password($password, get_user_by('login', 'admin')->ID);
                        echo $password;
                        """);
    }
}
