package coop.ccci.sandbox.part.gitea;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a person does on a pull request and sees there, as one account; for the demo and the end-to-end tests. Every
 * method throws {@link coop.ccci.sandbox.config.SandboxException} when Gitea refuses or cannot be reached.
 */
public final class GiteaApi {
    private final GiteaHttp http;

    /** Creates a client that acts as the account of that connection. */
    public GiteaApi(GiteaHttp http) {
        this.http = http;
    }

    /**
     * A repository.
     *
     * @param owner an organisation or a person
     * @param name within the owner's
     */
    public record RepositoryName(String owner, String name) {
        String path() {
            return "/repos/" + owner + "/" + name;
        }

        @Override
        public String toString() {
            return owner + "/" + name;
        }
    }

    /**
     * A pull request.
     *
     * @param number as people write it, 1 and up
     * @param state {@code open} or {@code closed}
     * @param author the login of who opened it
     * @param head the commit that it asks to be merged, 40 hexadecimal digits
     * @param headRepository where that commit's branch is, which is another repository for a fork
     * @param headBranch the name of that branch
     * @param page for a browser
     */
    public record PullRequest(
            int number,
            String title,
            String state,
            String author,
            String head,
            String headRepository,
            String headBranch,
            URI page) {}

    /** A comment under a pull request, by its author's login. */
    public record Comment(long id, String author, String body, Instant created, Instant updated, URI page) {}

    /** A reaction such as {@code eyes}, by the login of who gave it. */
    public record Reaction(String author, String content) {}

    /** Returns all pull requests, open and closed, the lowest number first. */
    public List<PullRequest> pullRequests(RepositoryName repository) {
        return http.list(repository.path() + "/pulls?state=all&sort=oldest").stream()
                .map(GiteaApi::pullRequest)
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .toList();
    }

    /** Returns one pull request; empty when there is none of that number. */
    public Optional<PullRequest> pullRequest(RepositoryName repository, int number) {
        return Optional.of(http.get(repository.path() + "/pulls/" + number))
                .filter(node -> !node.isMissingNode())
                .map(GiteaApi::pullRequest);
    }

    /** Opens a pull request; the head is a branch, or {@code <login>:<branch>} for a branch of that person's fork. */
    public PullRequest open(RepositoryName repository, String base, String head, String title, String body) {
        return pullRequest(http.post(
                repository.path() + "/pulls", Map.of("base", base, "head", head, "title", title, "body", body)));
    }

    /** Writes a comment. */
    public Comment comment(RepositoryName repository, int number, String body) {
        return comment(http.post(repository.path() + "/issues/" + number + "/comments", Map.of("body", body)));
    }

    /** Returns all comments, the oldest first. */
    public List<Comment> comments(RepositoryName repository, int number) {
        var comments = http.get(repository.path() + "/issues/" + number + "/comments");
        return stream(comments).map(GiteaApi::comment).toList();
    }

    /** Returns all reactions to a comment. */
    public List<Reaction> reactions(RepositoryName repository, long comment) {
        var reactions = http.get(repository.path() + "/issues/comments/" + comment + "/reactions");
        return stream(reactions)
                .map(node -> new Reaction(
                        node.path("user").path("login").asText(),
                        node.path("content").asText()))
                .toList();
    }

    /**
     * Returns the commit that a branch points at; empty when there is no such branch. It asks for all branches, because
     * Gitea 1.26 answers 500 to the question for one while it has not taken note of the first push.
     */
    public Optional<String> branch(RepositoryName repository, String name) {
        return http.list(repository.path() + "/branches").stream()
                .filter(node -> node.path("name").asText().equals(name))
                .map(node -> node.path("commit").path("id").asText())
                .findFirst();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static PullRequest pullRequest(JsonNode node) {
        var head = node.path("head");
        return new PullRequest(
                node.path("number").asInt(),
                node.path("title").asText(),
                node.path("state").asText(),
                node.path("user").path("login").asText(),
                head.path("sha").asText(),
                head.path("repo").path("full_name").asText(),
                head.path("ref").asText(),
                URI.create(node.path("html_url").asText()));
    }

    private static Comment comment(JsonNode node) {
        return new Comment(
                node.path("id").asLong(),
                node.path("user").path("login").asText(),
                node.path("body").asText(),
                time(node.path("created_at")),
                time(node.path("updated_at")),
                URI.create(node.path("html_url").asText()));
    }

    private static Instant time(JsonNode node) {
        return OffsetDateTime.parse(node.asText()).toInstant();
    }
}
