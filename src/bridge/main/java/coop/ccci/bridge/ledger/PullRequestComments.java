package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.contract.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one comment of each pull request that has runs, and what it last showed. */
public final class PullRequestComments {
    private final JdbcClient sql;
    private final Claims claims;
    private final Clock clock;

    PullRequestComments(JdbcClient sql, Claims claims, Clock clock) {
        this.sql = sql;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * The comment of a pull request.
     *
     * @param repository the repository
     * @param pullRequest its number
     * @param remoteId the forge's number of the comment; empty as long as it is not known
     * @param digest of what it last showed; empty when it showed nothing yet
     * @param shownAt when it last changed
     */
    public record PullRequestComment(
            Repository repository,
            int pullRequest,
            Optional<Long> remoteId,
            String digest,
            Optional<Instant> shownAt) {}

    private void open(Repository repository, int pullRequest) {
        if (isOpen(repository, pullRequest)) {
            return;
        }
        try {
            about(
                            """
                            insert into pull_request_comments (forge, repository, pull_request, due_at)
                            values (:forge, :repository, :pull, :now)
                            """,
                            repository,
                            pullRequest)
                    .param("now", RowMappers.sql(clock.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            // Another bridge was quicker.
        }
    }

    private boolean isOpen(Repository repository, int pullRequest) {
        return about(
                                """
                                select count(*) from pull_request_comments
                                where forge = :forge and repository = :repository and pull_request = :pull
                                """,
                                repository,
                                pullRequest)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Claims the comment of a pull request, of which a row is made if there is none yet. */
    public Optional<Claim> take(Repository repository, int pullRequest) {
        open(repository, pullRequest);
        return claims.take(
                Claims.Work.PULL_REQUEST,
                Map.of("forge", repository.forge(), "repository", repository.toString(), "pull", pullRequest));
    }

    /** Returns the comment of a pull request; empty when nothing was shown there, and nothing claimed. */
    public Optional<PullRequestComment> find(Repository repository, int pullRequest) {
        return about(
                        """
                        select * from pull_request_comments
                        where forge = :forge and repository = :repository and pull_request = :pull
                        """,
                        repository,
                        pullRequest)
                .query((row, number) -> new PullRequestComment(
                        RowMappers.repository(row, number),
                        row.getInt("pull_request"),
                        Optional.ofNullable(row.getObject("remote_id", Long.class)),
                        row.getString("digest"),
                        RowMappers.instant(row, "published_at")))
                .optional();
    }

    /** Records that the comment has that number and shows that now. */
    public void recordPublished(PullRequestComment conversation, long remoteId, String digest) {
        about(
                        """
                        update pull_request_comments set remote_id = :remote, digest = :digest, published_at = :now
                        where forge = :forge and repository = :repository and pull_request = :pull
                        """,
                        conversation.repository(),
                        conversation.pullRequest())
                .param("remote", remoteId)
                .param("digest", digest)
                .param("now", RowMappers.sql(clock.instant()))
                .update();
    }

    /** Records that the comment shows how these runs ended, or will never be able to. */
    public void reported(List<RunId> runs) {
        runs.forEach(run -> sql.sql("update runs set reported = true where id = :id and state = 'finished'")
                .param("id", run.value())
                .update());
    }

    /** Returns how many runs are not on their pull request in their last form yet. */
    public int unreported() {
        return sql.sql("select count(*) from runs where reported = false")
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec about(String statement, Repository repository, int pullRequest) {
        return sql.sql(statement)
                .param("forge", repository.forge())
                .param("repository", repository.toString())
                .param("pull", pullRequest);
    }
}
