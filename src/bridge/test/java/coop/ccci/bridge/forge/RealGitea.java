package coop.ccci.bridge.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The sandbox's Gitea, in which a test has an organisation of its own with one repository: maya and the bot are its members.
 * The environment of {@code ./cc-ci sandbox env} tells where it is.
 */
public final class RealGitea implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url = URI.create(variable("GITEA_URL"));
    private final String admin = variable("GITEA_ADMIN_TOKEN");
    private final String maya = variable("CCCI_SANDBOX_MAYA_TOKEN");
    private final String organisation = "team-" + UUID.randomUUID().toString().substring(0, 8);

    private RealGitea() {}

    /** Makes organisation and repository. */
    public static RealGitea setUp() {
        var gitea = new RealGitea();
        gitea.makeRepository();
        return gitea;
    }

    private void makeRepository() {
        post(admin, "/orgs", Map.of("username", organisation, "visibility", "public"));
        var team = post(
                admin,
                "/orgs/" + organisation + "/teams",
                Map.of(
                        "name",
                        "people",
                        "permission",
                        "write",
                        "includes_all_repositories",
                        true,
                        "units",
                        List.of("repo.code", "repo.issues", "repo.pulls")));
        for (var login : List.of("maya", "cc-ci-bot")) {
            send(admin, "PUT", "/teams/" + team.path("id").asLong() + "/members/" + login, Optional.of(Map.of()));
        }
        post(
                admin,
                "/orgs/" + organisation + "/repos",
                Map.of("name", "custom-html", "auto_init", true, "default_branch", "main"));
    }

    /** Returns where it is. */
    public URI url() {
        return url;
    }

    /** Returns the bot's token. */
    public String token() {
        return variable("GITEA_TOKEN");
    }

    /** Returns the repository, as the ledger of a bridge calls it that has this forge only. */
    public Repository repository() {
        return Repository.parse(organisation + "/custom-html");
    }

    private String path() {
        return "/repos/" + organisation + "/custom-html";
    }

    /** Maya gives the default branch's head a tag. */
    public void tag(String name) {
        post(maya, path() + "/tags", Map.of("tag_name", name, "target", "main"));
    }

    /** Maya commits to the default branch. */
    public void merge() {
        commit(Map.of());
    }

    /** Maya opens a pull request; returns its number. */
    public int pullRequest() {
        var branch = "branch-" + UUID.randomUUID();
        commit(Map.of("new_branch", branch));
        var opened = post(maya, path() + "/pulls", Map.of("title", "A change", "head", branch, "base", "main"));
        return opened.path("number").asInt();
    }

    private void commit(Map<String, String> more) {
        var form = new HashMap<String, Object>(more);
        form.put("branch", "main");
        form.put("message", "A note");
        form.put("content", Base64.getEncoder().encodeToString("for a test\n".getBytes(StandardCharsets.UTF_8)));
        post(maya, path() + "/contents/note-" + UUID.randomUUID() + ".md", form);
    }

    /** Maya comments on a pull request. */
    public void comment(int number, String text) {
        post(maya, path() + "/issues/" + number + "/comments", Map.of("body", text));
    }

    /** Maya reviews a pull request with a text, and neither approves nor rejects it. */
    public void review(int number, String text) {
        post(maya, path() + "/pulls/" + number + "/reviews", Map.of("body", text, "event", "COMMENT"));
    }

    /** Returns the issues that are no pull requests, with what Gitea says of each. */
    public JsonNode issues() {
        return get(path() + "/issues?type=issues&state=all");
    }

    /** Returns the commit statuses of a pull request's head, the newest of each name. */
    public JsonNode statuses(int number) {
        var head = get(path() + "/pulls/" + number).at("/head/sha").asText();
        return get(path() + "/commits/" + head + "/status").path("statuses");
    }

    private JsonNode get(String path) {
        return send(maya, "GET", path, Optional.empty());
    }

    private JsonNode post(String token, String path, Map<String, ?> form) {
        return send(token, "POST", path, Optional.of(form));
    }

    private JsonNode send(String token, String method, String path, Optional<Map<String, ?>> form) {
        try {
            var body = form.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(form.get()));
            var request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                    .timeout(ANSWER)
                    .header("Authorization", "token " + token)
                    .header("Content-Type", "application/json")
                    .method(method, body)
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as(method + " " + path + ": " + answer.body())
                    .isBetween(200, 299);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String variable(String name) {
        var value = System.getenv(name);
        assertThat(value)
                .as(name + " is not set: eval \"$(./cc-ci sandbox env)\" sets it")
                .isNotBlank();
        return value;
    }

    @Override
    public void close() {
        send(admin, "DELETE", path(), Optional.empty());
        send(admin, "DELETE", "/orgs/" + organisation, Optional.empty());
    }
}
