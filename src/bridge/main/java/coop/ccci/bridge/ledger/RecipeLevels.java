package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How each recipe itself was when that was last told, and how it is now: what is between the two is to be told. */
public final class RecipeLevels {
    private static final String OF_REPOSITORY = " where forge = :forge and repository = :repository";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Claims claims;
    private final Clock clock;

    RecipeLevels(JdbcClient sql, TransactionTemplate transactions, Claims claims, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.claims = claims;
        this.clock = clock;
    }

    /** Claims a recipe whose newest verdict was not looked at. */
    public Optional<Claim> take(Repository repository) {
        open(repository);
        return claims.take(
                Claims.Work.RECIPE_LEVEL, Map.of("forge", repository.forge(), "repository", repository.toString()));
    }

    private void open(Repository repository) {
        var isOpen = about("select count(*) from recipe_levels" + OF_REPOSITORY, repository)
                        .query(Integer.class)
                        .single()
                > 0;
        if (isOpen) {
            return;
        }
        try {
            about(
                            """
                            insert into recipe_levels (forge, repository, run_id, due_at)
                            values (:forge, :repository, 0, :now)
                            """,
                            repository)
                    .param("now", RowMappers.sql(clock.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            // Another bridge was quicker.
        }
    }

    /** Returns what is between what was told of a recipe and its newest verdict; empty when it has none that is new. */
    public Optional<LevelChange> find(Repository repository) {
        return about(
                        """
                        select l.*, (select max(id) from runs where forge = :forge and repository = :repository and pull_request is null
                                       and verdict in ('passed', 'failed')) as newest
                        from recipe_levels l
                        where l.forge = :forge and l.repository = :repository
                        """,
                        repository)
                .query(this::change)
                .optional()
                .flatMap(found -> found);
    }

    private Optional<LevelChange> change(ResultSet row, int number) throws SQLException {
        var newest = row.getLong("newest");
        var before = row.getLong("run_id");
        if (newest <= before) {
            return Optional.empty();
        }
        var run = sql.sql("select * from runs where id = :id")
                .param("id", newest)
                .query(RowMappers::run)
                .single();
        return Optional.of(new LevelChange(
                before == 0
                        ? Optional.empty()
                        : Optional.of(new KnownLevel(
                                new RunId(before), Verdict.parse(row.getString("verdict")), row.getInt("level"))),
                run,
                row.getLong("issue_run") == newest,
                row.getLong("webhook_run") == newest));
    }

    /** Records that there is an issue about the change. */
    public void recordIssue(LevelChange change) {
        record(change, "issue_run");
    }

    /** Records that the webhook took the change. */
    public void recordWebhook(LevelChange change) {
        record(change, "webhook_run");
    }

    private void record(LevelChange change, String column) {
        about(
                        "update recipe_levels set " + column + " = :run" + OF_REPOSITORY,
                        change.run().repository())
                .param("run", change.run().id().value())
                .update();
    }

    /**
     * Records that all is told up to a run, which ends the claim.
     *
     * @throws Claims.ClaimLostException when it is somebody else's
     */
    public void told(Claim claim, LevelChange change) {
        transactions.executeWithoutResult(status -> write(claim, change));
    }

    private void write(Claim claim, LevelChange change) {
        var end = change.run().end().orElseThrow();
        compared(change.run().repository(), change.run().id().value());
        var changed = sql.sql(
                        "update recipe_levels set run_id = :run, verdict = :verdict, level = :level, attempts = 0,"
                                + " claimed_until = null" + OF_REPOSITORY + " and claims = :claim")
                .params(claim.key())
                .param("run", change.run().id().value())
                .param("verdict", end.verdict().code())
                .param("level", end.level())
                .param("claim", claim.number())
                .update();
        Claims.requireKept(claim, changed);
    }

    /** Gives a recipe back of which nothing is new. */
    public void release(Claim claim, Repository repository) {
        compared(repository, Long.MAX_VALUE);
        claims.release(claim);
    }

    private void compared(Repository repository, long upTo) {
        about("update runs set level_due = false" + OF_REPOSITORY + " and level_due = true and id <= :id", repository)
                .param("id", upTo)
                .update();
    }

    private JdbcClient.StatementSpec about(String statement, Repository repository) {
        return sql.sql(statement).param("forge", repository.forge()).param("repository", repository.toString());
    }

    /**
     * What a recipe has shown of itself.
     *
     * @param run the run that showed it
     * @param verdict passed or failed
     * @param level the level that it reached
     */
    public record KnownLevel(RunId run, Verdict verdict, int level) {}

    /**
     * A verdict on a recipe itself that was not looked at.
     *
     * @param before what was told last; empty when nothing was
     * @param run the newest run with a verdict
     * @param hasIssue whether there is an issue about it
     * @param isSent whether the webhook took it
     */
    public record LevelChange(Optional<KnownLevel> before, Run run, boolean hasIssue, boolean isSent) {
        /** Returns whether there is anything to tell: the first verdict of all is no change. */
        public boolean isChange() {
            var end = run.end().orElseThrow();
            return before.filter(known -> known.level() != end.level() || known.verdict() != end.verdict())
                    .isPresent();
        }

        @Override
        public String toString() {
            return "run=" + run.id() + " recipe=" + run.recipe();
        }
    }
}
