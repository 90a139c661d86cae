package coop.ccci.bridge.ledger;

import coop.ccci.bridge.reason.ReasonJson;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What waits of forges that the settings name no more: nobody can be asked about it, until they name the forge again or it is ended. */
public final class OtherForges {
    /** Forges with something that waits, with what it is. */
    private static final String WAITING =
            """
            select forge, 'comment' as kind, count(*) as number from triggers where state = 'seen' group by forge
            union all
            select forge, 'run', count(*) from runs where state <> 'finished' group by forge
            union all
            select forge, 'answer', count(*) from runs where state = 'finished' and reported = false group by forge
            union all
            select t.forge, 'answer', count(*) from reports r join triggers t on t.id = r.trigger_id
            where r.settled = false and t.state <> 'seen' group by t.forge
            """;

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    OtherForges(JdbcClient sql, TransactionTemplate transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns what waits of other forges than these, by the forge's key.
     *
     * @param named the keys of the forges that the settings name
     */
    public Map<String, Waiting> waiting(Set<String> named) {
        var waiting = new TreeMap<String, Waiting>();
        sql.sql(WAITING)
                .query((row, number) ->
                        Map.entry(row.getString("forge"), Waiting.of(row.getString("kind"), row.getInt("number"))))
                .list()
                .forEach(found -> waiting.merge(found.getKey(), found.getValue(), Waiting::plus));
        waiting.keySet().removeAll(named);
        return waiting;
    }

    /**
     * Ends all that waits of a forge, for good: comments are passed over, runs are asked to end, and nothing of it is shown on
     * the forge any more.
     *
     * @return what that was
     */
    public Waiting end(String forge) {
        return transactions.execute(status -> {
            var waiting = waiting(Set.of()).getOrDefault(forge, Waiting.NOTHING);
            about(
                            "update triggers set state = 'ignored', reason = :reason, decided_at = :now, claimed_until = null"
                                    + " where forge = :forge and state = 'seen'",
                            forge)
                    .param("reason", ReasonJson.write(new TriggerReason.Ignored(IgnoreReason.FORGE_GONE)))
                    .param("now", RowMappers.sql(clock.instant()))
                    .update();
            about(
                            "update runs set stop_verdict = :verdict, stop_reason = :reason, stop_requested_at = :now, due_at = :now"
                                    + " where forge = :forge and stop_verdict is null and state <> 'finished'",
                            forge)
                    .param("verdict", Verdict.CANCELLED.code())
                    .param("reason", ReasonJson.write(new RunReason.CancelledByOperator()))
                    .param("now", RowMappers.sql(clock.instant()))
                    .update();
            about("update runs set reported = true, level_due = false where forge = :forge", forge)
                    .update();
            about(
                            "update reports set settled = true where settled = false"
                                    + " and trigger_id in (select id from triggers where forge = :forge)",
                            forge)
                    .update();
            about("update recipe_looks set due = false where forge = :forge", forge)
                    .update();
            return waiting;
        });
    }

    private JdbcClient.StatementSpec about(String statement, String forge) {
        return sql.sql(statement).param("forge", forge);
    }

    /**
     * What waits of a forge.
     *
     * @param comments comments and other triggers that nobody has decided about
     * @param runs runs that are not over
     * @param answers what its pull requests do not show yet
     */
    public record Waiting(int comments, int runs, int answers) {
        /** Of a forge of which all is done. */
        public static final Waiting NOTHING = new Waiting(0, 0, 0);

        private static Waiting of(String kind, int number) {
            return switch (kind) {
                case "comment" -> new Waiting(number, 0, 0);
                case "run" -> new Waiting(0, number, 0);
                default -> new Waiting(0, 0, number);
            };
        }

        private Waiting plus(Waiting other) {
            return new Waiting(comments + other.comments, runs + other.runs, answers + other.answers);
        }

        @Override
        public String toString() {
            return "comments: " + comments + ", runs: " + runs + ", answers: " + answers;
        }
    }
}
