package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.bridge.ledger.Run.RunSummary.Outcome;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists of runs for people, from columns alone. They have connections of their own, so that no reader keeps a step waiting. */
public final class RunLists {
    /** All columns that a list shows. */
    private static final String COLUMNS =
            """
            id, trigger_id, forge, repository, pull_request, recipe, commit_id, source_url, target_branch, author, author_id,
            engine, mode, source, state, queued_at, launches, launched_at, deadline_at, launch_fault, stop_verdict, stop_reason,
            stop_requested_at, stop_sent_at, finished_at, verdict, level, end_reason, cast(null as varchar(1)) as results,
            took_ms, rungs, failure, pictured
            """;

    /** The newest run of each recipe, the newest that is over, and the newest with a verdict on no pull request. */
    private static final String NEWEST_OF_EACH =
            """
            select max(id) as newest from runs group by recipe
            union select max(id) from runs where finished_at is not null group by recipe
            union select max(id) from runs where pull_request is null and verdict in ('passed', 'failed') group by recipe
            """;

    /** Those that run, then those that somebody waits for, then the others. */
    static final String AS_THEY_BEGIN =
            "case when state = 'running' then 0 when source = 'comment' then 1 else 2 end, id";

    private static final int FILLED_AT_ONCE = 200;

    private final JdbcClient sql;

    RunLists(JdbcClient sql) {
        this.sql = sql;
    }

    /** Returns one run with all that is known of it. */
    public Optional<RunSummary> find(RunId id) {
        return sql.sql("select * from runs where id = :id")
                .param("id", id.value())
                .query(RowMappers::summary)
                .optional();
    }

    /**
     * Returns a part of a list.
     *
     * @param skipped how many runs come before it
     * @param most how many it has at most
     */
    public List<RunSummary> list(RunFilter filter, int skipped, int most) {
        var values = new LinkedHashMap<String, Object>();
        var where = where(filter, values);
        values.put("skipped", skipped);
        values.put("most", most);
        return sql.sql("select " + COLUMNS + " from runs" + where + " order by "
                        + filter.order().columns() + " offset :skipped rows fetch first :most rows only")
                .params(values)
                .query(RowMappers::summary)
                .list();
    }

    /** Returns how many runs a list has. */
    public int count(RunFilter filter) {
        var values = new LinkedHashMap<String, Object>();
        var where = where(filter, values);
        return sql.sql("select count(*) from runs" + where)
                .params(values)
                .query(Integer.class)
                .single();
    }

    /**
     * Returns those that are running or wait, in the order in which they begin: as they were asked for, but those that nobody
     * waits for come after all others.
     */
    public List<RunSummary> unfinished() {
        return sql.sql("select " + COLUMNS + " from runs where state in ('queued', 'running') order by "
                        + AS_THEY_BEGIN)
                .query(RowMappers::summary)
                .list();
    }

    /**
     * Returns what the state of each recipe is made of: its newest runs, newest first, by the recipe's name. A join and not
     * "id in": there H2 looks through all of them for each (3 s with 1,000 recipes, and 60 ms).
     */
    public List<RunSummary> newestOfEachRecipe() {
        return sql.sql("select " + COLUMNS + " from (" + NEWEST_OF_EACH + ") each_recipe join runs on id = newest"
                        + " order by recipe, id desc")
                .query(RowMappers::summary)
                .list();
    }

    private static String where(RunFilter filter, Map<String, Object> values) {
        var conditions = new ArrayList<String>();
        if (!filter.recipe().isEmpty()) {
            conditions.add(filter.exact() ? "recipe = :recipe" : "recipe like :recipe escape '!'");
            values.put("recipe", filter.exact() ? filter.recipe() : "%" + escaped(filter.recipe()) + "%");
        }
        filter.state().ifPresent(state -> {
            conditions.add(state.condition());
            values.put("state", state.label());
        });
        filter.level().ifPresent(level -> {
            conditions.add("level = :level");
            values.put("level", level);
        });
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }

    /**
     * Fills in what lists show, of runs that ended when it was not kept yet.
     *
     * @return of how many
     */
    static int fillIn(JdbcClient sql, TransactionTemplate transactions) {
        var filled = 0;
        List<Long> found;
        do {
            found = sql.sql("select id from runs where finished_at is not null and rungs is null order by id"
                            + " fetch first " + FILLED_AT_ONCE + " rows only")
                    .query(Long.class)
                    .list();
            var ids = found;
            transactions.executeWithoutResult(status -> ids.forEach(id -> fillIn(sql, id)));
            filled += found.size();
        } while (found.size() == FILLED_AT_ONCE);
        return filled;
    }

    private static void fillIn(JdbcClient sql, long id) {
        var results = sql.sql("select coalesce(results, '') from runs where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        var outcome =
                results.isEmpty() ? Optional.<Outcome>empty() : Optional.of(Outcome.of(ContractJson.results(results)));
        sql.sql("update runs set " + Columns.ASSIGNMENTS + " where id = :id")
                .params(Columns.of(outcome))
                .param("id", id)
                .update();
    }

    /** How a run's outcome is written. */
    static final class Columns {
        /** For an {@code update}, with the names of {@link #of}. */
        static final String ASSIGNMENTS = "took_ms = :took, rungs = :rungs, failure = :failure, pictured = :pictured";

        private Columns() {}

        static Map<String, Object> of(Optional<Outcome> outcome) {
            var values = new LinkedHashMap<String, Object>();
            values.put("took", outcome.map(known -> known.took().toMillis()).orElse(null));
            values.put("rungs", outcome.map(Outcome::rungsColumn).orElse(""));
            values.put("failure", outcome.flatMap(Outcome::failure).orElse(null));
            values.put("pictured", outcome.map(Outcome::pictured).orElse(false));
            return values;
        }
    }

    /**
     * Which runs a list shows, and in which order.
     *
     * @param recipe a part of the recipe's name; empty for any
     * @param exact whether {@code recipe} is the whole name
     * @param state where the run stands; empty for any
     * @param level the level it reached; empty for any
     * @param order which comes first
     */
    public record RunFilter(String recipe, boolean exact, Optional<State> state, Optional<Integer> level, Order order) {
        /** All runs, newest first. */
        public static final RunFilter ALL = new RunFilter("", false, Optional.empty(), Optional.empty(), Order.NEWEST);

        /** Returns the same filter for one recipe. */
        public RunFilter of(String wholeName) {
            return new RunFilter(wholeName, true, state, level, order);
        }

        /** Where a run stands, with how it ended if it did. */
        public enum State {
            QUEUED,
            RUNNING,
            PASSED,
            FAILED,
            ERROR,
            CANCELLED,
            SUPERSEDED,
            TIMED_OUT;

            /** Returns the word for people: {@code timed out}. */
            public String label() {
                return name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }

            /** Returns the word in addresses: {@code timed-out}. */
            public String code() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            /** Returns whether a run is there. */
            public boolean holds(Run run) {
                return run.end()
                        .map(end -> end.verdict().name().equals(name()))
                        .orElseGet(() -> run.state().name().equals(name()));
            }

            String condition() {
                return switch (this) {
                    case QUEUED, RUNNING -> "state = :state";
                    case PASSED, FAILED, ERROR, CANCELLED, SUPERSEDED, TIMED_OUT -> "verdict = :state";
                };
            }
        }

        /** Which run comes first. */
        public enum Order {
            NEWEST("id desc"),
            OLDEST("id"),
            LONGEST("coalesce(took_ms, 0) desc, id desc"),
            HIGHEST("coalesce(level, 0) desc, id desc");

            private final String columns;

            Order(String columns) {
                this.columns = columns;
            }

            /** Returns the word in addresses. */
            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            String columns() {
                return columns;
            }
        }
    }
}
