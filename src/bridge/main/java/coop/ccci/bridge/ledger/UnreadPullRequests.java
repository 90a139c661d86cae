package coop.ccci.bridge.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pull requests whose comments could not be read. Each is tried again by itself, less and less often, from the time up to
 * which its comments are known, so that all the others go on.
 */
public final class UnreadPullRequests {
    /** The first time it is tried again after this long; each time after twice as long. */
    static final Duration FIRST_DELAY = Duration.ofSeconds(10);

    private static final int MAX_DOUBLINGS = 6;
    private static final int MAX_REASON_LENGTH = 1000;

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    UnreadPullRequests(JdbcClient sql, TransactionTemplate transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A pull request whose comments could not be read.
     *
     * @param repository its repository, as the setting calls it
     * @param pullRequest its number
     * @param since up to when its comments are known
     * @param reason what went wrong last
     * @param attempts how often it was tried, from 1
     * @param due when it is tried again
     */
    public record UnreadPullRequest(
            Repository repository, int pullRequest, Instant since, String reason, int attempts, Instant due) {}

    /**
     * Returns all of a forge.
     *
     * @param forge the forge's key
     */
    public List<UnreadPullRequest> all(String forge) {
        return sql.sql("select * from unread_pull_requests where forge = :forge order by repository, pull_request")
                .param("forge", forge)
                .query((row, number) -> new UnreadPullRequest(
                        RowMappers.repository(row, number),
                        row.getInt("pull_request"),
                        RowMappers.instant(row, "since").orElseThrow(),
                        row.getString("reason"),
                        row.getInt("attempts"),
                        RowMappers.instant(row, "due_at").orElseThrow()))
                .list();
    }

    /** Returns those of a forge that are to be tried again by now. */
    public List<UnreadPullRequest> due(String forge) {
        return all(forge).stream()
                .filter(each -> !each.due().isAfter(clock.instant()))
                .toList();
    }

    /**
     * Records that the comments of a pull request could not be read.
     *
     * @param since up to when they are known; one that is on the list already keeps its own
     */
    public void record(Repository repository, int pullRequest, Instant since, String reason) {
        transactions.executeWithoutResult(status -> write(repository, pullRequest, since, reason));
    }

    private void write(Repository repository, int pullRequest, Instant since, String reason) {
        var before = all(repository.forge()).stream()
                .filter(each -> each.repository().equals(repository) && each.pullRequest() == pullRequest)
                .findFirst();
        var attempts = before.map(UnreadPullRequest::attempts).orElse(0) + 1;
        var delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        forget(repository, pullRequest);
        about(
                        """
                        insert into unread_pull_requests (forge, repository, pull_request, since, reason, attempts, due_at)
                        values (:forge, :repository, :pull, :since, :reason, :attempts, :due)
                        """,
                        repository,
                        pullRequest)
                .param(
                        "since",
                        RowMappers.sql(before.map(UnreadPullRequest::since).orElse(since)))
                .param("reason", RowMappers.cut(reason, MAX_REASON_LENGTH))
                .param("attempts", attempts)
                .param("due", RowMappers.sql(clock.instant().plus(delay)))
                .update();
    }

    /** Takes a pull request off the list: its comments were read. */
    public void forget(Repository repository, int pullRequest) {
        about(
                        """
                        delete from unread_pull_requests
                        where forge = :forge and repository = :repository and pull_request = :pull
                        """,
                        repository,
                        pullRequest)
                .update();
    }

    private JdbcClient.StatementSpec about(String statement, Repository repository, int pullRequest) {
        return sql.sql(statement)
                .param("forge", repository.forge())
                .param("repository", repository.toString())
                .param("pull", pullRequest);
    }
}
