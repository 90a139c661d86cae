package coop.ccci.bridge.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which kinds of work have a row that is due and nobody's: one question for all of them, so that a bridge with nothing to do
 * costs little. The routes {@code find-<kind>} then look for the rows themselves.
 */
public final class DueWork {
    private static final String IS_DUE =
            "(%1$s.due_at is null or %1$s.due_at <= :now) and (%1$s.claimed_until is null or %1$s.claimed_until <= :now)";

    /** What a row looks like that needs the route {@code find-<kind>}, as that route looks for it. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "triggers", "triggers x where x.state = 'seen' and x.source = 'comment' and " + isDue("x"),
            "recipe-triggers", "triggers x where x.state = 'seen' and x.source <> 'comment' and " + isDue("x"),
            "repositories", "recipe_looks x where x.due = true and " + isDue("x"),
            "level-changes",
                    "runs r left join recipe_levels x on x.forge = r.forge and x.repository = r.repository"
                            + " where r.level_due = true and " + isDue("x"),
            "queued-runs", "runs x where x.state = 'queued' and " + isDue("x"),
            "running-runs", "runs x where x.state = 'running' and " + isDue("x"),
            "reports", "reports x where x.settled = false and " + isDue("x"),
            "pull-requests",
                    "runs r left join pull_request_comments x on x.forge = r.forge and x.repository = r.repository"
                            + " and x.pull_request = r.pull_request where r.reported = false and " + isDue("x")));

    private static final String QUERY = KINDS.entrySet().stream()
            .map(kind -> "select '" + kind.getKey() + "' where exists (select 1 from " + kind.getValue() + ")")
            .collect(Collectors.joining(" union all "));

    private final Ledger ledger;
    private final JdbcClient sql;

    /** Asks that ledger, by its clock. */
    public DueWork(Ledger ledger) {
        this.ledger = ledger;
        this.sql = JdbcClient.create(ledger.dataSource());
    }

    /** Returns the kinds, each as in the name of its route. */
    public List<String> kinds() {
        return sql.sql(QUERY).param("now", ledger.now()).query(String.class).list();
    }

    /** Returns the kinds that there are. */
    static Set<String> all() {
        return KINDS.keySet();
    }

    private static String isDue(String table) {
        return IS_DUE.formatted(table);
    }
}
