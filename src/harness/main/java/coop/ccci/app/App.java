package coop.ccci.app;

import java.net.URI;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The deployed app, as a test sees it: from outside as a visitor would, and from inside its containers. A test method
 * gets it by taking a parameter of this type.
 */
public interface App {
    /** The app's domain, for example {@code cust-a1b2c3.ci.example.org}. */
    String domain();

    /** Where the app is: {@code https://<domain>/}. */
    default URI url() {
        return url("/");
    }

    /**
     * An address of the app.
     *
     * @param path begins with a slash, encoded as in an address
     * @throws IllegalArgumentException when it does not begin with a slash or is no address
     */
    default URI url(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("\"" + path + "\" is not a path of the app: begin it with a slash");
        }
        return URI.create("https://" + domain() + path);
    }

    /**
     * Gets a page. A redirect is an answer and is not followed, no cookie is kept, every status is an answer.
     *
     * @param path begins with a slash
     * @throws NoAnswer when nothing answered, its certificate is not valid, or the answer did not end
     */
    Response get(String path);

    /**
     * A client for everything else: it trusts the zone's authority, goes through the ingress, follows redirects and
     * keeps cookies, as a browser does. Each call makes a new one, without cookies; it is closed after the tests.
     */
    HttpClient http();

    /**
     * One of the app's services.
     *
     * @param name as in the recipe's compose file, for example {@code db}
     */
    Service service(String name);

    /** The service {@code app}, which every recipe has. */
    default Service service() {
        return service("app");
    }
}
