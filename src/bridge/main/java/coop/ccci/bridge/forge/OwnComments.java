package coop.ccci.bridge.forge;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.ledger.Repository;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The bot's own comments on a pull request. Gitea gives all comments in one answer, which somebody who writes much makes longer than
 * is read; then they are looked for from the end of the timeline, so that nobody can keep the bot's from being found.
 */
final class OwnComments {
    private final Gitea gitea;
    private final String marker;

    /** Looks for those that begin with a marker. */
    OwnComments(Gitea gitea, String marker) {
        this.gitea = gitea;
        this.marker = marker;
    }

    Optional<ForgeComment> find(Repository repository, int pullRequest, Instant since) {
        var request = RestRequest.get(
                gitea.path(repository) + "/issues/" + pullRequest + "/comments",
                Map.of("since", GiteaJson.time(since)));
        var answer = gitea.successful(request, gitea.sendAny(request));
        return answer.isTooLong()
                ? gitea.pages(repository, pullRequest)
                        .last(entry -> written(entry).isPresent())
                        .flatMap(this::written)
                : GiteaJson.list(answer, GiteaJson::comment).stream()
                        .filter(this::isOwn)
                        .findFirst();
    }

    private Optional<ForgeComment> written(JsonNode timelineEntry) {
        return GiteaJson.written(timelineEntry).filter(this::isOwn);
    }

    private boolean isOwn(ForgeComment comment) {
        return comment.body().startsWith(marker)
                && comment.author().id() == gitea.bot().id();
    }
}
