package coop.ccci.sandbox.e2e;

import coop.ccci.sandbox.part.gitea.GiteaApi.RepositoryName;
import coop.ccci.sandbox.part.gitea.GiteaHttp;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What only tests do on a pull request: all that the demo does, too, is in {@code GiteaApi}. */
final class GiteaTestClient {
    private final GiteaHttp http;

    GiteaTestClient(GiteaHttp http) {
        this.http = http;
    }

    /** A commit status; state is {@code pending}, {@code success}, {@code failure}, {@code error} or {@code warning}. */
    record Status(String context, String state) {}

    /** Reviews a pull request with a text, and neither approves nor rejects it. */
    void review(RepositoryName repository, int number, String text) {
        http.post("/repos/" + repository + "/pulls/" + number + "/reviews", Map.of("body", text, "event", "COMMENT"));
    }

    /** Comments on the first line of a file that the pull request changes. */
    void commentOnLine(RepositoryName repository, int number, String file, String text) {
        var comment = Map.of("path", file, "body", text, "new_position", 1);
        http.post(
                "/repos/" + repository + "/pulls/" + number + "/reviews",
                Map.of("body", "", "event", "COMMENT", "comments", List.of(comment)));
    }

    /** Gives a repository another name. */
    RepositoryName rename(RepositoryName repository, String name) {
        http.patch("/repos/" + repository, Map.of("name", name));
        return new RepositoryName(repository.owner(), name);
    }

    /** Closes a pull request, or opens it again. */
    void setState(RepositoryName repository, int number, String state) {
        http.patch("/repos/" + repository + "/pulls/" + number, Map.of("state", state));
    }

    /** Deletes a comment, which may be gone already. */
    void deleteComment(RepositoryName repository, long comment) {
        http.delete("/repos/" + repository + "/issues/comments/" + comment);
    }

    /** Returns every status that a commit ever had, the newest first. */
    List<Status> statuses(RepositoryName repository, String commit) {
        return http.list("/repos/" + repository + "/commits/" + commit + "/statuses").stream()
                .map(node -> new Status(
                        node.path("context").asText(), node.path("status").asText()))
                .toList();
    }

    /**
     * Adds a webhook for comments of pull requests; needs an account that administers the repository.
     *
     * @return its id
     */
    long createWebhook(RepositoryName repository, URI target, String secret) {
        var configuration = Map.of("url", target.toString(), "content_type", "json", "secret", secret);
        return http.post(
                        "/repos/" + repository + "/hooks",
                        Map.of(
                                "type",
                                "gitea",
                                "active",
                                true,
                                "events",
                                List.of("issue_comment", "pull_request_comment"),
                                "config",
                                configuration))
                .path("id")
                .asLong();
    }

    /** Removes a webhook, which may be gone already. */
    void deleteWebhook(RepositoryName repository, long webhook) {
        http.delete("/repos/" + repository + "/hooks/" + webhook);
    }
}
