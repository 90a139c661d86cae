package coop.ccci.bridge.ledger;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs, to read; {@link RunQueue} moves them on. */
public final class Runs {
    private final JdbcClient sql;

    Runs(JdbcClient sql) {
        this.sql = sql;
    }

    /** Returns one run. */
    public Optional<Run> find(RunId id) {
        return sql.sql("select * from runs where id = :id")
                .param("id", id.value())
                .query(RowMappers::run)
                .optional();
    }

    /** Returns the newest runs, newest first. */
    public List<Run> newest(int most) {
        return sql.sql("select * from runs order by id desc fetch first :most rows only")
                .param("most", most)
                .query(RowMappers::run)
                .list();
    }

    /** Returns the newest runs of a recipe, newest first. */
    public List<Run> newestOf(RecipeName recipe, int most) {
        return sql.sql("select * from runs where recipe = :recipe order by id desc fetch first :most rows only")
                .param("recipe", recipe.value())
                .param("most", most)
                .query(RowMappers::run)
                .list();
    }

    /** Returns the newest runs of a pull request, newest first. */
    public List<Run> newestOf(Repository repository, int pullRequest, int most) {
        return sql.sql(
                        """
                        select * from runs
                        where forge = :forge and repository = :repository and pull_request = :pullRequest
                        order by id desc fetch first :most rows only
                        """)
                .param("forge", repository.forge())
                .param("repository", repository.toString())
                .param("pullRequest", pullRequest)
                .param("most", most)
                .query(RowMappers::run)
                .list();
    }

    /** Returns whether a commit of a repository has a run that was asked for later. */
    public boolean hasNewerOfSameCommit(Run run) {
        return sql.sql(
                                """
                        select count(*) from runs
                        where forge = :forge and repository = :repository and commit_id = :commit and id > :id
                        """)
                        .param("forge", run.repository().forge())
                        .param("repository", run.repository().toString())
                        .param("commit", run.commit().value())
                        .param("id", run.id().value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Returns whether a queued run has the engine's room, so that the engine may have the run. */
    public boolean hasTakenRoom(Run run) {
        return sql.sql("select room_taken from runs where id = :id")
                .param("id", run.id().value())
                .query(Boolean.class)
                .single();
    }

    /** Returns the runs that are not over yet, in the order of {@link RunLists#unfinished}. */
    public List<Run> unfinished() {
        return sql.sql("select * from runs where state <> 'finished' order by " + RunLists.AS_THEY_BEGIN)
                .query(RowMappers::run)
                .list();
    }

    /** Returns the runs that are neither over nor asked to end, in that order. */
    public List<Run> active() {
        return unfinished().stream().filter(run -> run.stop().isEmpty()).toList();
    }

    /** Returns how many runs are before this one: those running, and those that begin earlier ({@link RunLists#unfinished}). */
    public int ahead(RunId id) {
        return sql.sql(
                        """
                        select count(*) from runs r join runs own on own.id = :id
                        where r.state <> 'finished' and r.id <> own.id
                          and (r.state = 'running'
                               or (r.source = 'comment' and own.source <> 'comment')
                               or (r.id < own.id and (r.source = 'comment') = (own.source = 'comment')))
                        """)
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    /** Returns what happened in a run, in the order in which it was written. */
    public List<RunEvent> events(RunId id) {
        return sql.sql("select * from run_events where run_id = :id order by id")
                .param("id", id.value())
                .query(RowMappers::event)
                .list();
    }
}
