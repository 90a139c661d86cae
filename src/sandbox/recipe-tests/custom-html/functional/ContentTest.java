import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coop.ccci.app.App;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;

/** What operators use custom-html for: their own files, and a folder behind a password. */
class ContentTest {
    @Test
    void a_file_that_is_put_into_the_volume_is_served(App app) {
        app.service().run("sh", "-c", "echo 'hello from the volume' > /srv/www/cc-ci.txt");

        var response = app.get("/cc-ci.txt");

        assertEquals(200, response.code());
        assertEquals("hello from the volume\n", response.text());
    }

    @Test
    void the_private_folder_opens_with_the_generated_password_only(App app) throws Exception {
        app.service().run("sh", "-c", "mkdir -p /srv/www/private && echo 'for the operator' > /srv/www/private/note");
        var password = app.service().run("cat", "/run/secrets/auth_pass").strip();

        assertEquals(401, app.get("/private/note").code());

        var request = new HttpGet(app.url("/private/note"));
        var login = ("operator:" + password).getBytes(StandardCharsets.UTF_8);
        request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        var note = app.http().execute(request, response -> EntityUtils.toString(response.getEntity()));
        assertEquals("for the operator\n", note);
    }

    @Test
    void the_server_says_in_its_log_what_it_serves(App app) {
        assertTrue(
                app.service().log().stream().anyMatch(line -> line.contains("serving /srv/www")),
                () -> "its log is " + app.service().log());
    }
}
