package coop.ccci.bridge.forge;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.forge.GiteaJson.ChangedPullRequests;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.PullRequestRef;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.ledger.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Finds pull requests that changed, and the bot's own comments on one. */
final class GiteaPullRequests {
    private final Gitea gitea;

    /** Asks that Gitea. */
    GiteaPullRequests(Gitea gitea) {
        this.gitea = gitea;
    }

    /** As {@link Gitea#changedSince}. */
    ChangedPullRequests changedSince(Instant since) {
        var found = new ArrayList<PullRequestRef>();
        Optional<Instant> askedAt = Optional.empty();
        var totals = new ArrayList<Integer>();
        for (var page = 1; page <= TimelinePages.MAX_PAGES; page++) {
            var answer = gitea.ask(RestRequest.get(
                    "/repos/issues/search",
                    Map.of(
                            "type", "pulls",
                            "state", "all",
                            "since", GiteaJson.time(since),
                            "limit", String.valueOf(TimelinePages.PAGE),
                            "page", String.valueOf(page))));
            askedAt = page == 1 ? answer.time() : askedAt;
            answer.body().forEach(item -> GiteaJson.place(item)
                    .map(place -> place.on(gitea.forge()))
                    .ifPresent(found::add));
            answer.total().ifPresent(totals::add);
            if (answer.body().isEmpty() || answer.total().orElse(Integer.MAX_VALUE) <= page * TimelinePages.PAGE) {
                return new ChangedPullRequests(found, totals.stream().distinct().count() <= 1, askedAt);
            }
        }
        return new ChangedPullRequests(found, false, askedAt);
    }

    /**
     * Returns the first comment of the bot that begins with a marker. Gitea gives all comments in one answer, which somebody who writes
     * much makes longer than is read; then it is looked for from the end of the timeline, so that nobody can keep it from being found.
     */
    Optional<ForgeComment> ownComment(Repository repository, int pullRequest, Instant since, String marker) {
        var request = RestRequest.get(
                gitea.path(repository) + "/issues/" + pullRequest + "/comments",
                Map.of("since", GiteaJson.time(since)));
        var answer = gitea.successful(request, gitea.sendAny(request));
        return answer.isTooLong()
                ? gitea.pages(repository, pullRequest)
                        .last(entry -> written(entry, marker).isPresent())
                        .flatMap(entry -> written(entry, marker))
                : GiteaJson.list(answer, GiteaJson::comment).stream()
                        .filter(comment -> isOwn(comment, marker))
                        .findFirst();
    }

    private Optional<ForgeComment> written(JsonNode timelineEntry, String marker) {
        return GiteaJson.written(timelineEntry).filter(comment -> isOwn(comment, marker));
    }

    private boolean isOwn(ForgeComment comment, String marker) {
        return comment.body().startsWith(marker)
                && comment.author().id() == gitea.bot().id();
    }
}
