import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import coop.ccci.app.App;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;

/** What people use gitea for: a repository of their own. */
class RepositoryTest {
    @Test
    void somebody_logs_in_and_creates_a_repository(App app, Page page) {
        var maya = Account.make(app, "maya");

        page.navigate(app.url("/user/login").toString());
        page.fill("#user_name", maya.name());
        page.fill("#password", maya.password());
        page.press("#password", "Enter");
        assertThat(page).hasURL(app.url().toString());
        page.navigate(app.url("/repo/create").toString());
        page.fill("#repo_name", "garden");
        page.press("#repo_name", "Enter");

        assertThat(page).hasURL(app.url("/maya/garden").toString());
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("maya/garden.*"));
        assertEquals(
                "true\n",
                app.service().run("git", "-C", "/var/lib/gitea/repositories/maya/garden.git", "rev-parse", "--is-bare-repository"));
    }

    @Test
    void a_commit_that_is_made_over_the_API_can_be_read(App app) throws Exception {
        var nils = Account.make(app, "nils");

        assertEquals(201, post(app, nils, "/api/v1/user/repos", "{\"name\": \"notes\", \"auto_init\": true, \"default_branch\": \"main\"}"));
        var content = Base64.getEncoder().encodeToString("Water the tomatoes.\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                201,
                post(app, nils, "/api/v1/repos/nils/notes/contents/todo.txt", "{\"content\": \"" + content + "\", \"message\": \"A note\"}"));

        var file = app.get("/nils/notes/raw/branch/main/todo.txt");
        assertEquals(200, file.code());
        assertEquals("Water the tomatoes.\n", file.text());
    }

    @Test
    void strangers_cannot_register(App app) {
        var page = app.get("/user/sign_up");

        assertTrue(page.html().select("input[name=password]").isEmpty(), page.text());
    }

    private static int post(App app, Account who, String path, String json) throws Exception {
        var request = new HttpPost(app.url(path));
        request.setHeader(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((who.name() + ":" + who.password()).getBytes(StandardCharsets.UTF_8)));
        request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        return app.http().execute(request, response -> response.getCode());
    }
}
