package coop.ccci.bridge.ledger;

import coop.ccci.contract.RunId;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Makes runs of what was tested before, without a new comment. */
public final class Reruns {
    private final JdbcClient sql;
    private final Clock clock;

    Reruns(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Makes a queued run of the same commit, for the same author and in the same mode. The comments that asked for the run
     * ask for the new one now, so that their status is that one's. To be called in a transaction.
     *
     * @param engine the engine that the new run is for
     */
    public RunId add(Run run, String engine) {
        var now = RowMappers.sql(clock.instant());
        var key = new GeneratedKeyHolder();
        sql.sql(
                        """
                        insert into runs (trigger_id, forge, repository, pull_request, recipe, commit_id, source_url, target_branch,
                                          author, author_id, engine, mode, source, state, reported, queued_at, due_at)
                        select trigger_id, forge, repository, pull_request, recipe, commit_id, source_url, target_branch,
                               author, author_id, :engine, mode, source, 'queued',
                               pull_request is null, :now, :now
                        from runs where id = :run
                        """)
                .param("engine", engine)
                .param("now", now)
                .param("run", run.id().value())
                .update(key, "id");
        var added = key.getKey().longValue();
        sql.sql("update triggers set run_id = :added where run_id = :run")
                .param("added", added)
                .param("run", run.id().value())
                .update();
        sql.sql(
                        """
                        update reports set settled = false, attempts = 0, due_at = :now
                        where trigger_id in (select id from triggers where run_id = :added)
                        """)
                .param("now", now)
                .param("added", added)
                .update();
        return new RunId(added);
    }
}
