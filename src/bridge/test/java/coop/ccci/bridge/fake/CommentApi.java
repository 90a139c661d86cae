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
    Answer ofRepository(Question question) {
        if (question.hasBadTime()) {
            return Answer.error(422, "cannot parse the time");
        }
        return question.repository()
                .map(repository ->
                        question.page(plain(question, repository.issues().stream()), gitea.shapes()::comment))
                .orElseGet(Answer::notFound);
    }

    /** Plain comments of one issue, oldest first, all at once. */
    Answer ofIssue(Question question) {
        if (question.hasBadTime()) {
            return Answer.error(422, "cannot parse the time");
        }
        return onIssue(question, issue -> {
            var found = plain(question, Stream.of(issue));
            return Answer.json(200, Shapes.array(found, gitea.shapes()::comment))
                    .with("X-Total-Count", Integer.toString(found.size()));
        });
    }

    /** Everything that happened, in pages; the count is that of the page, and an empty page is {@code null}. */
    Answer timeline(Question question) {
        if (question.hasBadTime()) {
            return Answer.error(422, "cannot parse the time");
        }
        return onIssue(question, issue -> {
            var between = question.between();
            var page = question.pageOf(issue.timeline().stream()
                    .filter(entry -> between.test(entry.updated()))
                    .sorted(FakeComment.OLDEST_FIRST)
                    .toList());
            var answer = page.isEmpty()
                    ? Answer.json(200, Shapes.object().nullNode())
                    : Answer.json(200, Shapes.array(page, gitea.shapes()::timelineEntry));
            return answer.with("X-Total-Count", Integer.toString(page.size()));
        });
    }

    Answer write(Question question) {
        return onIssue(question, issue -> {
            if (issue.repository().isArchived()) {
                return Answer.error(423, "Repo is archived");
            }
            if (issue.isLocked() && !issue.repository().mayWrite(question.asker())) {
                return Answer.error(403, "This conversation is locked.");
            }
            var body = question.body().path("body").asText();
            return body.isEmpty()
                    ? Answer.error(422, "[Body]: Required")
                    : Answer.json(201, gitea.shapes().comment(issue.write(question.asker(), body)));
        });
    }

    Answer one(Question question) {
        return question.comment()
                .map(comment -> comment.kind() == FakeComment.Kind.COMMENT
                        ? Answer.json(200, gitea.shapes().comment(comment))
                        : Answer.empty(204))
                .orElseGet(Answer::notFound);
    }

    Answer edit(Question question) {
        return mine(question, (comment, asker) -> {
            if (comment.issue().repository().isArchived()) {
                return Answer.error(423, "Repo is archived");
            }
            comment.changeTo(question.body().path("body").asText(), asker);
            return Answer.json(200, gitea.shapes().comment(comment));
        });
    }

    Answer delete(Question question) {
        return mine(question, (comment, asker) -> {
            comment.issue().remove(comment, asker);
            return Answer.empty(204);
        });
    }

    Answer reactions(Question question) {
        return question.comment()
                .map(comment ->
                        Answer.json(200, Shapes.array(comment.allReactions().toList(), reaction -> gitea.shapes()
                                .reaction(reaction, comment.created()))))
                .orElseGet(Answer::notFound);
    }

    Answer react(Question question) {
        return question.comment()
                .map(comment -> {
                    var content = question.body().path("content").asText();
                    if (!REACTIONS.contains(content)) {
                        return Answer.error(403, "'" + content + "' is not an allowed reaction");
                    }
                    var added = comment.react(question.asker(), content);
                    return Answer.json(
                            added ? 201 : 200,
                            gitea.shapes()
                                    .reaction(
                                            new FakeComment.Reaction(content, question.asker()),
                                            gitea.state().now()));
                })
                .orElseGet(Answer::notFound);
    }

    Answer unreact(Question question) {
        return question.comment()
                .map(comment -> {
                    comment.unreact(
                            question.asker(), question.body().path("content").asText());
                    return Answer.empty(200);
                })
                .orElseGet(Answer::notFound);
    }

    /** A number that does not exist is an internal error here, as it is there. */
    private static Answer onIssue(Question question, java.util.function.Function<FakeIssue, Answer> answer) {
        if (question.repository().isEmpty()) {
            return Answer.notFound();
        }
        return question.issue().map(answer).orElseGet(() -> Answer.error(500, ""));
    }

    private static Answer mine(Question question, BiFunction<FakeComment, FakeAccount, Answer> change) {
        return question.comment()
                .map(comment -> {
                    var asker = question.asker();
                    if (comment.author() != asker
                            && !comment.issue().repository().mayWrite(asker)) {
                        return Answer.empty(403);
                    }
                    return comment.kind() == FakeComment.Kind.COMMENT
                            ? change.apply(comment, asker)
                            : Answer.empty(204);
                })
                .orElseGet(Answer::notFound);
    }

    private static List<FakeComment> plain(Question question, Stream<FakeIssue> issues) {
        var between = question.between();
        return issues.flatMap(issue -> issue.timeline().stream())
                .filter(entry -> entry.kind() == FakeComment.Kind.COMMENT)
                .filter(entry -> between.test(entry.updated()))
                .sorted(FakeComment.OLDEST_FIRST)
                .toList();
    }
}
