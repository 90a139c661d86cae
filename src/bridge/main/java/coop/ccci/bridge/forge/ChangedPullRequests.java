package coop.ccci.bridge.forge;

import coop.ccci.bridge.ledger.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pull requests that changed lately, open or closed, over all repositories that the bot can read.
 *
 * @param pullRequests which, without order
 * @param isWhole false when the list moved while its pages were read, so that one may have been passed over
 * @param askedAt the forge's clock when the first page was read
 */
public record ChangedPullRequests(List<PullRequestRef> pullRequests, boolean isWhole, Optional<Instant> askedAt) {
    /**
     * Where a pull request is.
     *
     * @param repository its repository
     * @param number its number
     */
    public record PullRequestRef(Repository repository, int number) {}
}
