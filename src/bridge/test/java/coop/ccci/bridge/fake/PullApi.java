package coop.ccci.bridge.fake;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Questions about repositories, pull requests and commit statuses. */
final class PullApi {
    private static final Set<String> STATES = Set.of("pending", "success", "error", "failure", "warning", "skipped");

    private final FakeGitea gitea;

    PullApi(FakeGitea gitea) {
        this.gitea = gitea;
    }

    /** Newest first by creation, of every repository that can be seen. */
    ApiResponse search(ApiRequest call) {
        if (call.hasBadTime()) {
            return ApiResponse.error(422, "cannot parse the time");
        }
        var type = call.request().query().getOrDefault("type", "");
        var state = call.request().query().getOrDefault("state", "open");
        var between = call.between();
        var found = gitea.state().repositories().stream()
                .filter(repository -> !repository.isHidden())
                .flatMap(repository -> repository.issues().stream())
                .filter(issue -> type.isEmpty() || issue.isPull() == type.equals("pulls"))
                .filter(issue -> state.equals("all") || issue.isClosed() == state.equals("closed"))
                .filter(issue -> between.test(issue.updated()))
                .sorted(Comparator.comparing(FakeIssue::created)
                        .thenComparingLong(FakeIssue::id)
                        .reversed())
                .toList();
        return call.page(found, gitea.shapes()::issue);
    }

    ApiResponse repository(ApiRequest call) {
        return call.repository()
                .map(repository -> ApiResponse.json(200, gitea.shapes().repository(repository)))
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse repositoryOfNumber(ApiRequest call) {
        return gitea.state().repositories().stream()
                .filter(repository -> repository.id() == Long.parseLong(call.part("id")) && !repository.isHidden())
                .findFirst()
                .map(repository -> ApiResponse.json(200, gitea.shapes().repository(repository)))
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse issue(ApiRequest call) {
        return call.issue()
                .map(issue -> ApiResponse.json(200, gitea.shapes().issue(issue)))
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse pull(ApiRequest call) {
        return call.issue()
                .filter(FakePullRequest.class::isInstance)
                .map(FakePullRequest.class::cast)
                .map(pull -> ApiResponse.json(200, gitea.shapes().pullRequest(pull)))
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse setStatus(ApiRequest call) {
        var repository = call.repository();
        if (repository.isEmpty()) {
            return ApiResponse.notFound();
        }
        if (!repository.get().mayWrite(call.asker())) {
            return ApiResponse.error(403, "user should have a permission to write to a repo");
        }
        var form = call.body();
        if (!STATES.contains(form.path("state").asText())) {
            return ApiResponse.error(422, "[State]: unknown");
        }
        var status = repository
                .get()
                .add(new FakeStatus(
                        repository.get().statuses().size() + 1L,
                        call.part("sha"),
                        form.path("state").asText(),
                        form.path("context").asText("default"),
                        form.path("description").asText(),
                        form.path("target_url").asText(),
                        call.asker(),
                        gitea.state().now()));
        return ApiResponse.json(201, gitea.shapes().status(status));
    }

    /** Newest first. */
    ApiResponse statuses(ApiRequest call) {
        var commit = call.part("sha") == null ? call.part("ref") : call.part("sha");
        return call.repository()
                .map(repository -> {
                    List<FakeStatus> found = repository.statuses().stream()
                            .filter(status -> status.commit().equals(commit))
                            .sorted(Comparator.comparingLong(FakeStatus::id).reversed())
                            .toList();
                    return call.page(found, gitea.shapes()::status);
                })
                .orElseGet(ApiResponse::notFound);
    }
}
