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
    Answer search(Question question) {
        if (question.hasBadTime()) {
            return Answer.error(422, "cannot parse the time");
        }
        var type = question.request().query().getOrDefault("type", "");
        var state = question.request().query().getOrDefault("state", "open");
        var between = question.between();
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
        return question.page(found, gitea.shapes()::issue);
    }

    Answer repository(Question question) {
        return question.repository()
                .map(repository -> Answer.json(200, gitea.shapes().repository(repository)))
                .orElseGet(Answer::notFound);
    }

    Answer issue(Question question) {
        return question.issue()
                .map(issue -> Answer.json(200, gitea.shapes().issue(issue)))
                .orElseGet(Answer::notFound);
    }

    Answer pull(Question question) {
        return question.issue()
                .filter(FakePullRequest.class::isInstance)
                .map(FakePullRequest.class::cast)
                .map(pull -> Answer.json(200, gitea.shapes().pullRequest(pull)))
                .orElseGet(Answer::notFound);
    }

    Answer setStatus(Question question) {
        var repository = question.repository();
        if (repository.isEmpty()) {
            return Answer.notFound();
        }
        if (!repository.get().mayWrite(question.asker())) {
            return Answer.error(403, "user should have a permission to write to a repo");
        }
        var form = question.body();
        if (!STATES.contains(form.path("state").asText())) {
            return Answer.error(422, "[State]: unknown");
        }
        var status = repository
                .get()
                .add(new FakeStatus(
                        repository.get().statuses().size() + 1L,
                        question.part("sha"),
                        form.path("state").asText(),
                        form.path("context").asText("default"),
                        form.path("description").asText(),
                        form.path("target_url").asText(),
                        question.asker(),
                        gitea.state().now()));
        return Answer.json(201, gitea.shapes().status(status));
    }

    /** Newest first. */
    Answer statuses(Question question) {
        var commit = question.part("sha") == null ? question.part("ref") : question.part("sha");
        return question.repository()
                .map(repository -> {
                    List<FakeStatus> found = repository.statuses().stream()
                            .filter(status -> status.commit().equals(commit))
                            .sorted(Comparator.comparingLong(FakeStatus::id).reversed())
                            .toList();
                    return question.page(found, gitea.shapes()::status);
                })
                .orElseGet(Answer::notFound);
    }
}
