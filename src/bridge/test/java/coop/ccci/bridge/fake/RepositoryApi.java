package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Questions about what is in a repository itself: its branches, its tags, its issues. */
final class RepositoryApi {
    private final FakeGitea gitea;

    RepositoryApi(FakeGitea gitea) {
        this.gitea = gitea;
    }

    /** All that can be seen, the one that changed last first; Gitea can sort otherwise, which nobody here asks for. */
    ApiResponse search(ApiRequest call) {
        var query = call.request().query();
        if (!query.getOrDefault("sort", "").equals("updated")
                || !query.getOrDefault("order", "").equals("desc")) {
            return ApiResponse.error(422, "only sorted by updated, desc");
        }
        var found = gitea.state().repositories().stream()
                .filter(repository -> !repository.isHidden())
                .sorted(Comparator.comparing(FakeRepository::updated).reversed())
                .toList();
        var answer = Shapes.object().put("ok", true);
        answer.set("data", Shapes.array(call.pageOf(found), this::shape));
        return ApiResponse.json(200, answer).with("X-Total-Count", Integer.toString(found.size()));
    }

    private ObjectNode shape(FakeRepository repository) {
        return gitea.shapes()
                .repository(repository)
                .put("updated_at", repository.updated().toString());
    }

    ApiResponse branch(ApiRequest call) {
        return call.repository()
                .filter(repository -> repository.defaultBranch().equals(call.part("branch")))
                .flatMap(FakeRepository::head)
                .map(commit -> ApiResponse.json(200, branch(call.part("branch"), commit)))
                .orElseGet(ApiResponse::notFound);
    }

    private static ObjectNode branch(String name, String commit) {
        var shape = Shapes.object().put("name", name);
        shape.putObject("commit").put("id", commit);
        return shape;
    }

    /** Newest first. */
    ApiResponse tags(ApiRequest call) {
        return call.repository()
                .map(repository -> call.page(repository.tags(), tag -> tag(tag)))
                .orElseGet(ApiResponse::notFound);
    }

    private static ObjectNode tag(Map.Entry<String, String> tag) {
        var shape = Shapes.object().put("name", tag.getKey());
        shape.putObject("commit").put("sha", tag.getValue());
        return shape;
    }

    ApiResponse issues(ApiRequest call) {
        var since = Optional.ofNullable(call.request().query().get("since"))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
        var by = call.request().query().get("created_by");
        return call.repository()
                .map(repository -> call.page(
                        repository.opened().stream()
                                .filter(issue ->
                                        by == null || issue.author().login().equals(by))
                                .filter(issue -> !issue.at().isBefore(since))
                                .toList(),
                        issue -> issue(issue)))
                .orElseGet(ApiResponse::notFound);
    }

    private static ObjectNode issue(FakeOpenedIssue issue) {
        return Shapes.object()
                .put("number", issue.number())
                .put("title", issue.title())
                .put("body", issue.body());
    }

    ApiResponse open(ApiRequest call) {
        return call.repository()
                .map(repository -> ApiResponse.json(
                        201,
                        issue(repository.open(
                                call.asker(),
                                call.body().path("title").asText(),
                                call.body().path("body").asText()))))
                .orElseGet(ApiResponse::notFound);
    }
}
