package coop.ccci.bridge.fake;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Questions about comments, timelines and reactions. */
final class CommentApi {
    private static final Set<String> REACTIONS =
            Set.of("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes");

    private final FakeGitea gitea;

    CommentApi(FakeGitea gitea) {
        this.gitea = gitea;
    }

    /** Plain comments of a whole repository, oldest first, in pages. */
    ApiResponse ofRepository(ApiRequest call) {
        if (call.hasBadTime()) {
            return ApiResponse.error(422, "cannot parse the time");
        }
        return call.repository()
                .map(repository -> call.page(plain(call, repository.issues().stream()), gitea.shapes()::comment))
                .orElseGet(ApiResponse::notFound);
    }

    /** Plain comments of one issue, oldest first, all at once. */
    ApiResponse ofIssue(ApiRequest call) {
        if (call.hasBadTime()) {
            return ApiResponse.error(422, "cannot parse the time");
        }
        return onIssue(call, issue -> {
            var found = plain(call, Stream.of(issue));
            return ApiResponse.json(200, Shapes.array(found, gitea.shapes()::comment))
                    .with("X-Total-Count", Integer.toString(found.size()));
        });
    }

    /** Everything that happened, in pages; the count is that of the page, and an empty page is {@code null}. */
    ApiResponse timeline(ApiRequest call) {
        if (call.hasBadTime()) {
            return ApiResponse.error(422, "cannot parse the time");
        }
        return onIssue(call, issue -> {
            var between = call.between();
            var page = call.pageOf(issue.timeline().stream()
                    .filter(entry -> between.test(entry.updated()))
                    .sorted(FakeComment.OLDEST_FIRST)
                    .toList());
            var answer = page.isEmpty()
                    ? ApiResponse.json(200, Shapes.object().nullNode())
                    : ApiResponse.json(200, Shapes.array(page, gitea.shapes()::timelineEntry));
            return answer.with("X-Total-Count", Integer.toString(page.size()));
        });
    }

    ApiResponse write(ApiRequest call) {
        return onIssue(call, issue -> {
            if (issue.repository().isArchived()) {
                return ApiResponse.error(423, "Repo is archived");
            }
            if (issue.isLocked() && !issue.repository().mayWrite(call.asker())) {
                return ApiResponse.error(403, "This conversation is locked.");
            }
            var body = call.body().path("body").asText();
            return body.isEmpty()
                    ? ApiResponse.error(422, "[Body]: Required")
                    : ApiResponse.json(201, gitea.shapes().comment(issue.write(call.asker(), body)));
        });
    }

    ApiResponse one(ApiRequest call) {
        return call.comment()
                .map(comment -> comment.kind() == FakeComment.Kind.COMMENT
                        ? ApiResponse.json(200, gitea.shapes().comment(comment))
                        : ApiResponse.empty(204))
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse edit(ApiRequest call) {
        return mine(call, (comment, asker) -> {
            if (comment.issue().repository().isArchived()) {
                return ApiResponse.error(423, "Repo is archived");
            }
            comment.changeTo(call.body().path("body").asText(), asker);
            return ApiResponse.json(200, gitea.shapes().comment(comment));
        });
    }

    ApiResponse delete(ApiRequest call) {
        return mine(call, (comment, asker) -> {
            comment.issue().remove(comment, asker);
            return ApiResponse.empty(204);
        });
    }

    ApiResponse reactions(ApiRequest call) {
        return call.comment()
                .map(comment -> ApiResponse.json(
                        200, Shapes.array(comment.allReactions().toList(), reaction -> gitea.shapes()
                                .reaction(reaction, comment.created()))))
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse react(ApiRequest call) {
        return call.comment()
                .map(comment -> {
                    var content = call.body().path("content").asText();
                    if (!REACTIONS.contains(content)) {
                        return ApiResponse.error(403, "'" + content + "' is not an allowed reaction");
                    }
                    var added = comment.react(call.asker(), content);
                    return ApiResponse.json(
                            added ? 201 : 200,
                            gitea.shapes()
                                    .reaction(
                                            new FakeComment.Reaction(content, call.asker()),
                                            gitea.state().now()));
                })
                .orElseGet(ApiResponse::notFound);
    }

    ApiResponse unreact(ApiRequest call) {
        return call.comment()
                .map(comment -> {
                    comment.unreact(call.asker(), call.body().path("content").asText());
                    return ApiResponse.empty(200);
                })
                .orElseGet(ApiResponse::notFound);
    }

    /** A number that does not exist is an internal error here, as it is there. */
    private static ApiResponse onIssue(ApiRequest call, java.util.function.Function<FakeIssue, ApiResponse> answer) {
        if (call.repository().isEmpty()) {
            return ApiResponse.notFound();
        }
        return call.issue().map(answer).orElseGet(() -> ApiResponse.error(500, ""));
    }

    private static ApiResponse mine(ApiRequest call, BiFunction<FakeComment, FakeAccount, ApiResponse> change) {
        return call.comment()
                .map(comment -> {
                    var asker = call.asker();
                    if (comment.author() != asker
                            && !comment.issue().repository().mayWrite(asker)) {
                        return ApiResponse.empty(403);
                    }
                    return comment.kind() == FakeComment.Kind.COMMENT
                            ? change.apply(comment, asker)
                            : ApiResponse.empty(204);
                })
                .orElseGet(ApiResponse::notFound);
    }

    private static List<FakeComment> plain(ApiRequest call, Stream<FakeIssue> issues) {
        var between = call.between();
        return issues.flatMap(issue -> issue.timeline().stream())
                .filter(entry -> entry.kind() == FakeComment.Kind.COMMENT)
                .filter(entry -> between.test(entry.updated()))
                .sorted(FakeComment.OLDEST_FIRST)
                .toList();
    }
}
