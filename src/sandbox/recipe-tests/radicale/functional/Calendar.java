import coop.ccci.app.App;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** A calendar program: it speaks CalDAV (RFC 4791) as a member. */
final class Calendar {
    private final App app;
    private final HttpClient http;
    private final String login;

    private Calendar(App app, String password) {
        this.app = app;
        this.http = app.http();
        this.login = "Basic "
                + Base64.getEncoder().encodeToString(("member:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What a server answered: its status and its text. */
    record Answer(int code, String text) {}

    static Calendar of(App app) {
        return with(app, app.service().run("cat", "/run/secrets/user_pass").strip());
    }

    static Calendar with(App app, String password) {
        return new Calendar(app, password);
    }

    Answer ask(String method, String path) throws IOException {
        return ask(method, path, "", ContentType.TEXT_XML);
    }

    Answer ask(String method, String path, String body, ContentType type) throws IOException {
        var request = new HttpUriRequestBase(method, URI.create(app.url(path).toString()));
        request.setHeader("Authorization", login);
        request.setHeader("Depth", "1");
        if (!body.isEmpty()) {
            request.setEntity(new StringEntity(body, type.withCharset(StandardCharsets.UTF_8)));
        }
        return http.execute(request, response -> new Answer(
                response.getCode(),
                response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity())));
    }
}
