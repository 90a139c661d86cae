package coop.ccci.sandbox.part.drone;

import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person does in a browser so that Drone may act for them on Gitea: "continue", name and password, "authorize".
 * The addresses and fields are Drone's 1.10 and Gitea's 1.26, observed there; Gitea wants the page's origin with the
 * consent.
 */
final class DroneSignIn {
    private final HttpClient http;
    private final URI drone;
    private final URI gitea;

    DroneSignIn(DroneAccess access) {
        this.http = access.client()
                .followRedirects(HttpClient.Redirect.NEVER)
                .cookieHandler(new CookieManager())
                .build();
        this.drone = access.server();
        this.gitea = access.gitea();
    }

    /**
     * Signs in, and so hands Drone an access token of Gitea's for this account.
     *
     * @throws SandboxException when a step does not lead where it should
     */
    void signIn(String login, String password) {
        var authorize = leadsOn("Drone's sign-in", get(drone.resolve("/login")));
        leadsOn(
                "Gitea's sign-in",
                post(gitea.resolve("/user/login"), Map.of("user_name", login, "password", password)));
        var consent = get(authorize);
        var back = consent.statusCode() == 200
                ? leadsOn("Gitea's consent", post(gitea.resolve("/login/oauth/grant"), granted(authorize)))
                : leadsOn("Gitea's authorization", consent);
        leadsOn("Drone's sign-in with Gitea's word", get(back));
    }

    /** The consent repeats what was asked for. */
    private static Map<String, String> granted(URI authorize) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : authorize.getRawQuery().split("&", -1)) {
            var name = pair.replaceFirst("=.*", "");
            fields.put(name, URLDecoder.decode(pair.replaceFirst("[^=]*=?", ""), StandardCharsets.UTF_8));
        }
        fields.put("granted", "true");
        return fields;
    }

    private URI leadsOn(String what, HttpResponse<String> answer) {
        var location = answer.headers().firstValue("Location");
        if (answer.statusCode() < 300 || answer.statusCode() > 399 || location.isEmpty()) {
            throw new SandboxException(what + " answers " + answer.statusCode() + " instead of leading on");
        }
        var next = answer.uri().resolve(location.get());
        if (next.getPath().startsWith("/login/error") || next.getPath().startsWith("/user/login")) {
            throw new SandboxException(what + " was refused");
        }
        return next;
    }

    private HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    private HttpResponse<String> post(URI address, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", gitea.toString())
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new SandboxException("signing in to Drone: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
