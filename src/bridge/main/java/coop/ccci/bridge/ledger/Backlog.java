package coop.ccci.bridge.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much is left to do, and for how long it has been. */
public final class Backlog {
    /** A row whose step failed so often in a row is told to the operator. */
    public static final int FAILING_AFTER = 5;

    private final JdbcClient sql;

    Backlog(JdbcClient sql) {
        this.sql = sql;
    }

    /** Returns the comments that nobody has decided about. */
    public Waiting undecidedTriggers() {
        return waiting("select count(*), min(seen_at) from triggers where state = 'seen' and source = 'comment'");
    }

    /** Returns the runs that wait for the engine. */
    public Waiting queuedRuns() {
        return waiting("select count(*), min(queued_at) from runs where state = 'queued'");
    }

    /** Returns the runs that the engine has. */
    public Waiting runningRuns() {
        return waiting("select count(*), min(launched_at) from runs where state = 'running'");
    }

    /** Returns the runs that are over, and whose pull request does not show that yet. */
    public Waiting unreportedRuns() {
        return waiting("select count(*), min(finished_at) from runs where state = 'finished' and reported = false");
    }

    /** Returns the comments that are decided, and whose answer is not there yet. */
    public Waiting unansweredTriggers() {
        return waiting(
                """
                select count(*), min(t.decided_at) from reports r join triggers t on t.id = r.trigger_id
                where r.settled = false and t.state in ('refused', 'answered')
                """);
    }

    /** Returns how many rows there are whose step failed {@value #FAILING_AFTER} times in a row, or more. */
    public Failing failing() {
        return new Failing(
                count("select count(*) from triggers where state = 'seen' and attempts >= " + FAILING_AFTER),
                count("select count(*) from runs where state = 'queued' and attempts >= " + FAILING_AFTER),
                count("select count(*) from runs where state = 'running' and attempts >= " + FAILING_AFTER),
                count("select count(*) from reports where settled = false and attempts >= " + FAILING_AFTER)
                        + count("select count(*) from pull_request_comments where attempts >= " + FAILING_AFTER),
                count("select count(*) from recipe_looks where due = true and attempts >= " + FAILING_AFTER),
                count("select count(*) from recipe_levels where attempts >= " + FAILING_AFTER));
    }

    private Waiting waiting(String query) {
        return sql.sql(query).query(Backlog::waiting).single();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        var oldest = row.getObject(2, OffsetDateTime.class);
        return new Waiting(row.getInt(1), Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
    }

    private int count(String query) {
        return sql.sql(query).query(Integer.class).single();
    }

    /**
     * Rows that need a step.
     *
     * @param count how many
     * @param oldest since when the oldest of them does; empty when there is none
     */
    public record Waiting(int count, Optional<Instant> oldest) {}

    /**
     * Rows whose step fails again and again.
     *
     * @param triggers comments that cannot be decided
     * @param queued runs that cannot be launched
     * @param running runs that cannot be watched
     * @param reports answers and comments that cannot be published
     * @param looks repositories that cannot be looked at
     * @param levels changes of level that cannot be told
     */
    public record Failing(int triggers, int queued, int running, int reports, int looks, int levels) {}
}
