package coop.ccci.bridge.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of the route {@code trim-ledger}, which lets the ledger grow only so far. What is not over, or not shown in its
 * last form, is never forgotten, nor are the newest runs of each recipe, of pull requests and of branches, with and without
 * a verdict about the recipe: pages and badges show them.
 */
public final class Retention {
    /** So many rows in one transaction, so that nobody waits for long. */
    static final int BATCH = 200;

    /** So many batches of a kind in one go; the rest comes the next time. */
    private static final int MAX_BATCHES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Cursors cursors;
    private final Clock clock;

    Retention(JdbcClient sql, TransactionTemplate transactions, Cursors cursors, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * How much is kept.
     *
     * @param age how long what is over is kept
     * @param runs how many runs, at least
     */
    public record Limits(Duration age, int runs) {
        @Override
        public String toString() {
            return age.toDays() + "d, " + runs + " runs";
        }
    }

    /** Forgets runs that are too old, or too many, with their events, oldest first. */
    public void forgetRuns(Limits limits) {
        var before = clock.instant().minus(limits.age());
        var floor = sql.sql("select id from runs order by id desc offset :most rows fetch first 1 rows only")
                .param("most", limits.runs())
                .query(Long.class)
                .optional()
                .orElse(0L);
        var forgotten = inBatches(() -> forgetRuns(before, floor));
        if (forgotten > 0) {
            LOG.info("runs forgotten count={} limits={}", forgotten, limits);
        }
    }

    private int forgetRuns(Instant before, long floor) {
        var old = sql.sql(
                        """
                        select r.id from runs r
                        where r.state = 'finished' and r.reported = true and (r.finished_at < :before or r.id <= :floor)
                          and not exists (select 1 from reports p join triggers t on t.id = p.trigger_id
                                          where t.run_id = r.id and p.settled = false)
                          and exists (select 1 from runs n where n.recipe = r.recipe and n.id > r.id
                                      and (n.pull_request is null) = (r.pull_request is null))
                          and (r.verdict not in ('passed', 'failed')
                               or exists (select 1 from runs n where n.recipe = r.recipe and n.id > r.id
                                          and (n.pull_request is null) = (r.pull_request is null)
                                          and n.verdict in ('passed', 'failed')))
                        order by r.id fetch first :batch rows only
                        """)
                .param("before", RowMappers.sql(before))
                .param("floor", floor)
                .param("batch", BATCH)
                .query(Long.class)
                .list();
        if (!old.isEmpty()) {
            delete("delete from run_events where run_id in (:ids)", old);
            delete("delete from runs where id in (:ids)", old);
        }
        return old.size();
    }

    /**
     * Forgets comments that were seen too long ago. Nobody could tell later that they were answered, so from now on none is
     * that was written before then.
     */
    public void forgetTriggers(Limits limits) {
        var before = clock.instant().minus(limits.age());
        transactions.executeWithoutResult(status -> cursors.forgetBefore(before));
        var forgotten = inBatches(() -> forgetTriggers(before));
        if (forgotten > 0) {
            LOG.info("triggers forgotten count={} limits={}", forgotten, limits);
        }
    }

    private int forgetTriggers(Instant before) {
        var old = sql.sql(
                        """
                        select t.id from triggers t
                        where t.seen_at < :before and t.state <> 'seen'
                          and not exists (select 1 from runs r where r.trigger_id = t.id or r.id = t.run_id)
                          and not exists (select 1 from reports p where p.trigger_id = t.id and p.settled = false)
                        order by t.id fetch first :batch rows only
                        """)
                .param("before", RowMappers.sql(before))
                .param("batch", BATCH)
                .query(Long.class)
                .list();
        if (!old.isEmpty()) {
            delete("delete from published where trigger_id in (:ids)", old);
            delete("delete from reports where trigger_id in (:ids)", old);
            delete("delete from triggers where id in (:ids)", old);
        }
        return old.size();
    }

    /** Forgets which comment was that of a pull request without runs; should it get one again, its marker tells. */
    public void forgetComments(Limits limits) {
        var forgotten = sql.sql(
                        """
                        delete from pull_request_comments
                        where published_at < :before
                          and not exists (select 1 from runs r where r.forge = pull_request_comments.forge
                                          and r.repository = pull_request_comments.repository
                                          and r.pull_request = pull_request_comments.pull_request)
                        """)
                .param("before", RowMappers.sql(clock.instant().minus(limits.age())))
                .update();
        if (forgotten > 0) {
            LOG.info("comments of pull requests forgotten count={}", forgotten);
        }
    }

    private void delete(String statement, List<Long> ids) {
        sql.sql(statement).param("ids", ids).update();
    }

    private int inBatches(IntSupplier batch) {
        var all = 0;
        for (var each = 0; each < MAX_BATCHES; each++) {
            var some = transactions.execute(status -> batch.getAsInt());
            all += some;
            if (some < BATCH) {
                return all;
            }
        }
        return all;
    }
}
