package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The forge's JSON, field by field as Gitea 1.26 writes it where the bridge may look. */
final class Shapes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final URI base;

    Shapes(URI base) {
        this.base = base;
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static <T> ArrayNode array(List<T> items, Function<T, JsonNode> shape) {
        var array = NODES.arrayNode();
        items.forEach(item -> array.add(shape.apply(item)));
        return array;
    }

    ObjectNode user(FakeAccount account) {
        return object().put("id", account.id())
                .put("login", account.login())
                .put("login_name", "")
                .put("source_id", 0)
                .put("full_name", "")
                .put("email", account.login() + "@noreply.localhost")
                .put("avatar_url", link("avatars/" + account.id()))
                .put("html_url", link(account.login()))
                .put("language", "")
                .put("is_admin", false)
                .put("active", false)
                .put("visibility", "public")
                .put("username", account.login());
    }

    ObjectNode repository(FakeRepository repository) {
        var shape = object().put("id", repository.id())
                .put("name", repository.name())
                .put("full_name", repository.fullName())
                .put("private", false)
                .put("fork", false)
                .put("html_url", link(repository.fullName()))
                .put("url", link("api/v1/repos/" + repository.fullName()))
                .put("clone_url", link(repository.fullName() + ".git"))
                .put("default_branch", repository.defaultBranch())
                .put("archived", repository.isArchived());
        shape.set("owner", user(repository.owner()));
        return shape;
    }

    ObjectNode issue(FakeIssue issue) {
        var shape = object().put("id", issue.id())
                .put("url", link("api/v1/repos/" + issue.repository().fullName() + "/issues/" + issue.number()))
                .put("html_url", link(issue.path()))
                .put("number", issue.number())
                .put("original_author", "")
                .put("original_author_id", 0)
                .put("title", issue.title())
                .put("body", "")
                .put("ref", "")
                .put("state", issue.isClosed() ? "closed" : "open")
                .put("is_locked", issue.isLocked())
                .put("comments", issue.comments().size())
                .put("created_at", time(issue.created()))
                .put("updated_at", time(issue.updated()))
                .put("closed_at", issue.isClosed() ? time(issue.updated()) : null);
        shape.set("user", user(issue.author()));
        shape.set("labels", NODES.arrayNode());
        shape.set("pull_request", issue instanceof FakePullRequest pull ? pullOf(pull) : NODES.nullNode());
        shape.set(
                "repository",
                object().put("id", issue.repository().id())
                        .put("name", issue.repository().name())
                        .put("owner", issue.repository().owner().login())
                        .put("full_name", issue.repository().fullName()));
        return shape;
    }

    private ObjectNode pullOf(FakePullRequest pull) {
        return object().put("merged", pull.merged().isPresent())
                .put("merged_at", pull.merged().map(Shapes::time).orElse(null))
                .put("draft", pull.isDraft())
                .put("html_url", link(pull.path()));
    }

    ObjectNode pullRequest(FakePullRequest pull) {
        var shape = object().put("id", pull.id())
                .put("url", link(pull.path()))
                .put("number", pull.number())
                .put("title", pull.title())
                .put("body", "")
                .put("state", pull.isClosed() ? "closed" : "open")
                .put("draft", pull.isDraft())
                .put("is_locked", pull.isLocked())
                .put("comments", pull.comments().size())
                .put("html_url", link(pull.path()))
                .put("diff_url", link(pull.path() + ".diff"))
                .put("patch_url", link(pull.path() + ".patch"))
                .put("mergeable", !pull.isClosed())
                .put("merged", pull.merged().isPresent())
                .put("merged_at", pull.merged().map(Shapes::time).orElse(null))
                .put("merge_commit_sha", (String) null)
                .put("merge_base", "0".repeat(40))
                .put("created_at", time(pull.created()))
                .put("updated_at", time(pull.updated()))
                .put("closed_at", pull.isClosed() ? time(pull.updated()) : null);
        shape.set("user", user(pull.author()));
        shape.set("labels", NODES.arrayNode());
        shape.set("base", branch("main", "main", "0".repeat(40), Optional.of(pull.repository())));
        // When the fork is gone the forge names the reference that it keeps itself.
        var kept = "refs/pull/" + pull.number() + "/head";
        var ref = pull.headRepository().isPresent() ? pull.headBranch() : kept;
        shape.set(
                "head",
                branch(
                        pull.headRepository().isPresent() ? pull.headBranch() : "",
                        ref,
                        pull.head().value(),
                        pull.headRepository()));
        return shape;
    }

    private ObjectNode branch(String label, String ref, String commit, Optional<FakeRepository> of) {
        var shape = object().put("label", label)
                .put("ref", ref)
                .put("sha", commit)
                .put("repo_id", of.map(FakeRepository::id).orElse(-1L));
        shape.set("repo", of.<JsonNode>map(this::repository).orElse(NODES.nullNode()));
        return shape;
    }

    ObjectNode comment(FakeComment comment) {
        var page = link(comment.issue().path());
        var shape = object().put("id", comment.id())
                .put("html_url", page + "#issuecomment-" + comment.id())
                .put("pull_request_url", comment.issue().isPull() ? page : "")
                .put("issue_url", comment.issue().isPull() ? "" : page)
                .put("original_author", "")
                .put("original_author_id", 0)
                .put("body", comment.body())
                .put("created_at", time(comment.created()))
                .put("updated_at", time(comment.updated()));
        shape.set("user", user(comment.author()));
        shape.set("assets", NODES.arrayNode());
        return shape;
    }

    ObjectNode timelineEntry(FakeComment entry) {
        var shape = comment(entry).put("type", entry.kind().code());
        shape.remove(List.of("original_author", "original_author_id", "assets"));
        return shape.put("ref_commit_sha", "").put("review_id", 0);
    }

    ObjectNode reaction(FakeComment.Reaction reaction, Instant at) {
        var shape = object().put("content", reaction.content()).put("created_at", time(at));
        shape.set("user", user(reaction.by()));
        return shape;
    }

    ObjectNode status(FakeStatus status) {
        var shape = object().put("id", status.id())
                .put("status", status.state())
                .put("target_url", status.targetUrl())
                .put("description", status.description())
                .put("url", link("api/v1/repos/statuses/" + status.commit()))
                .put("context", status.context())
                .put("created_at", time(status.at()))
                .put("updated_at", time(status.at()));
        shape.set("creator", user(status.creator()));
        return shape;
    }

    private String link(String path) {
        return base.resolve("/" + path).toString();
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at);
    }
}
