package coop.ccci.bridge.forge;

import coop.ccci.bridge.forge.GiteaJson.ChangedPullRequests;
import coop.ccci.bridge.forge.GiteaJson.PullRequestRef;
import coop.ccci.bridge.http.RestRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Finds the pull requests of all repositories that changed lately. */
final class PullRequestSearch {
    private final Gitea gitea;

    /** Asks that Gitea. */
    PullRequestSearch(Gitea gitea) {
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
}
