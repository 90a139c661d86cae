package coop.ccci.bridge.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who works on which row. A claim is committed at once and holds no connection: for {@link #LEASE} nobody else takes the
 * row, and every end of a step writes only if the claim is still the row's last one. A bridge that dies loses its claims
 * by time; one that fails puts the row off, a second longer each time.
 */
public final class Claims {
    /** So long nobody else takes a claimed row. A step extends it before each effect, and no effect takes so long. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration lease;

    Claims(JdbcClient sql, TransactionTemplate transactions, Clock clock, Duration lease) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * Claims a row.
     *
     * @param key the row's key, by the names of its columns
     * @return empty when it needs this step no more, is not due yet, or is somebody else's
     */
    public Optional<Claim> take(Work work, Map<String, Object> key) {
        return transactions.execute(status -> {
            var now = clock.instant();
            var taken = about(
                            work,
                            key,
                            "set claims = claims + 1, attempts = attempts + 1, claimed_until = :until",
                            " and " + work.open
                                    + " and due_at <= :now and (claimed_until is null or claimed_until <= :now)")
                    .param("until", RowMappers.sql(now.plus(lease)))
                    .param("now", RowMappers.sql(now))
                    .update();
            return taken == 0 ? Optional.empty() : Optional.of(new Claim(work, key, count(work, key)));
        });
    }

    private long count(Work work, Map<String, Object> key) {
        return sql.sql("select claims from " + work.table + " where " + work.key)
                .params(key)
                .query(Long.class)
                .single();
    }

    /**
     * Holds a row for another {@link #LEASE}; to be called before an effect outside of the ledger.
     *
     * @throws ClaimLostException when somebody else has it
     */
    public void extend(Claim claim) {
        var kept = of(claim, "set claimed_until = :until")
                .param("until", RowMappers.sql(clock.instant().plus(lease)))
                .update();
        requireKept(claim, kept);
    }

    /** Gives a row back that a step is done with; it may be claimed again at once. */
    public void release(Claim claim) {
        of(claim, "set claimed_until = null, attempts = 0").update();
    }

    /** Gives a row back that has nothing to be done before a time. */
    public void release(Claim claim, Instant due) {
        of(claim, "set claimed_until = null, attempts = 0, due_at = :due")
                .param("due", RowMappers.sql(due))
                .update();
    }

    /** Gives a row back whose step failed; it is due again a second later for each failure in a row, up to a bound. */
    public void postpone(Claim claim) {
        of(
                        claim,
                        "set claimed_until = null, due_at = cast(:now as timestamp with time zone)"
                                + " + least(attempts, :most) * interval '1' second")
                .param("now", RowMappers.sql(clock.instant()))
                .param("most", claim.work().maxDelay.toSeconds())
                .update();
    }

    /** Ends the claims of the process before, which nobody but the present one can have succeeded. */
    void endAll() {
        for (var work : Work.values()) {
            sql.sql("update " + work.table + " set claimed_until = null where claimed_until is not null")
                    .update();
        }
    }

    private JdbcClient.StatementSpec of(Claim claim, String assignments) {
        return about(claim.work(), claim.key(), assignments, " and claims = :claim and claimed_until is not null")
                .param("claim", claim.number());
    }

    private JdbcClient.StatementSpec about(Work work, Map<String, Object> key, String assignments, String condition) {
        return sql.sql("update " + work.table + " " + assignments + " where " + work.key + condition)
                .params(key);
    }

    /** Checks that a statement whose condition was the claim has changed the row. */
    static void requireKept(Claim claim, int changed) {
        if (changed == 0) {
            throw new ClaimLostException(claim);
        }
    }

    /** What a row may be claimed for. */
    public enum Work {
        /** To decide about a comment. */
        TRIGGER("triggers", "id = :id", "state = 'seen'", Duration.ofMinutes(1)),

        /** To launch a run. */
        QUEUED_RUN("runs", "id = :id", "state = 'queued'", Duration.ofMinutes(1)),

        /** To watch a run. */
        RUNNING_RUN("runs", "id = :id", "state = 'running'", Duration.ofMinutes(1)),

        /** To answer a comment. */
        REPORT("reports", "trigger_id = :id", "settled = false", Duration.ofMinutes(5)),

        /** To look at the default branch and the versions of a repository. */
        RECIPE_LOOK("recipe_looks", "forge = :forge and repository = :repository", "due = true", Duration.ofMinutes(5)),

        /** To tell how a recipe itself has changed. */
        RECIPE_LEVEL("recipe_levels", "forge = :forge and repository = :repository", "true", Duration.ofMinutes(5)),

        /** To show the runs of a pull request. */
        PULL_REQUEST(
                "pull_request_comments",
                "forge = :forge and repository = :repository and pull_request = :pull",
                "true",
                Duration.ofMinutes(5));

        private final String table;
        private final String key;
        private final String open;
        private final Duration maxDelay;

        Work(String table, String key, String open, Duration maxDelay) {
            this.table = table;
            this.key = key;
            this.open = open;
            this.maxDelay = maxDelay;
        }
    }

    /**
     * That a row is ours for a while.
     *
     * @param work what for
     * @param key the row's key, by the names of its columns
     * @param number which claim of the row it is, from 1
     */
    public record Claim(Work work, Map<String, Object> key, long number) {
        /** Copies the key. */
        public Claim {
            key = Map.copyOf(key);
        }

        /** Returns the number of the row, where that is its key. */
        public long id() {
            return (long) key.get("id");
        }

        @Override
        public String toString() {
            return work + " " + key.values();
        }
    }

    /** Somebody else took a row because this step took too long; what it found out is void. */
    public static final class ClaimLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClaimLostException(Claim claim) {
            super("this took so long that another one has taken over: " + claim);
        }
    }
}
