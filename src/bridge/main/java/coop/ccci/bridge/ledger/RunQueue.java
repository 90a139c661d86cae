package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.ReasonJson;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves runs on: queued, running, finished. Each move is written only under a claim that is still held. */
public final class RunQueue {
    /** More events than this are not kept: what a run writes is not trusted. */
    public static final int MAX_EVENTS = 2000;

    private static final int MAX_MESSAGE_LENGTH = 2000;
    private static final int MAX_STAGE_LENGTH = 100;
    private static final int MAX_STATUS_LENGTH = 20;

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final LedgerListeners listeners;
    private final Clock clock;

    RunQueue(JdbcClient sql, TransactionTemplate transactions, LedgerListeners listeners, Clock clock) {
        this.listeners = listeners;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Lets no other step that calls this go on before the present one is over, in this bridge or in another: whether
     * there is a run already, and whether there is room for one more, must stay true until it is made.
     */
    public void lockAdmission() {
        sql.sql("select name from locks where name = 'admission' for update")
                .query(String.class)
                .single();
    }

    /** Makes a queued run. */
    public RunId add(NewRun run) {
        var key = new GeneratedKeyHolder();
        sql.sql(
                        """
                        insert into runs (trigger_id, forge, repository, pull_request, recipe, commit_id, source_url, target_branch,
                                          author, author_id, engine, mode, source, state, reported, queued_at, due_at)
                        select id, forge, repository, pull_request, :recipe, :commit, :source, :target,
                               :author, :authorId, :engine, :mode, source, 'queued', pull_request is null, :now, :now
                        from triggers where id = :trigger
                        """)
                .param("trigger", run.trigger())
                .param("recipe", run.recipe().value())
                .param("commit", run.commit().value())
                .param("source", run.source().toString())
                .param("target", run.target().orElse(null))
                .param("author", run.author().login())
                .param("authorId", run.author().id())
                .param("mode", run.mode().code())
                .param("engine", run.engine())
                .param("now", RowMappers.sql(clock.instant()))
                .update(key, "id");
        if (key.getKey() == null) {
            throw new IllegalStateException("there is no trigger " + run.trigger());
        }
        return new RunId(key.getKey().longValue());
    }

    /** Makes the row that bridges count an engine's room under, unless it is there. */
    public void register(String engine) {
        sql.sql("insert into engines (name) select :engine where not exists"
                        + " (select 1 from engines where name = :engine)")
                .param("engine", engine)
                .update();
    }

    /**
     * Gives the next run a number above those that are taken already, by this ledger's runs or by run directories.
     * @param taken the highest number of a run directory; 0 when there is none
     */
    public void beginAfter(long taken) {
        var last = sql.sql("select coalesce(max(id), 0) from runs")
                .query(Long.class)
                .single();
        if (taken > last) {
            sql.sql("alter table runs alter column id restart with " + (taken + 1))
                    .update();
        }
    }

    /**
     * Returns whether the engine has room for a run, which may be so no more a moment later.
     * @param capacity how many runs the engine takes at once
     */
    public boolean hasRoom(Run run, int capacity) {
        return capacity
                > sql.sql(
                                """
                        select count(*) from runs
                        where engine = :engine and id <> :id and (state = 'running' or (state = 'queued' and room_taken = true))
                        """)
                        .param("engine", run.engine())
                        .param("id", run.id().value())
                        .query(Integer.class)
                        .single();
    }

    /**
     * Takes the engine's room for a queued run, as one step for all bridges; it keeps it until it is over. A run that is
     * launched again has it already.
     *
     * @return false when there is none
     * @throws Claims.ClaimLostException when the run is somebody else's
     */
    public boolean takeRoom(Run run, Claim claim, int capacity) {
        return transactions.execute(status -> {
            sql.sql("select name from engines where name = :engine for update")
                    .param("engine", run.engine())
                    .query(String.class)
                    .single();
            if (run.state() == Run.State.QUEUED && !hasRoom(run, capacity)) {
                return false;
            }
            var kept = sql.sql("update runs set room_taken = true where id = :id and claims = :claim")
                    .param("id", claim.id())
                    .param("claim", claim.number())
                    .update();
            Claims.requireKept(claim, kept);
            return true;
        });
    }

    /**
     * Records that the engine was asked, for the first time or again, and ends the claim.
     * @param deadline after which the bridge ends the run, counted from the first launch
     * @param fault why the engine could not launch it; empty when it did
     * @throws Claims.ClaimLostException when the run is somebody else's
     */
    public void launched(Claim claim, Duration deadline, Optional<EngineFault> fault) {
        var now = clock.instant();
        var changed = sql.sql(
                        """
                        update runs set state = 'running', launches = launches + 1, launched_at = :now,
                               deadline_at = coalesce(deadline_at, :deadline), launch_fault = :fault, attempts = 0,
                               due_at = :now, claimed_until = null
                        where id = :id and claims = :claim and state <> 'finished'
                        """)
                .param("fault", fault.map(ReasonJson::write).orElse(null))
                .param("now", RowMappers.sql(now))
                .param("deadline", RowMappers.sql(now.plus(deadline)))
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
        Claims.requireKept(claim, changed);
    }

    /**
     * Records that somebody asks for the run's end; the first one to ask is kept.
     *
     * @param verdict what to call it then
     * @param reason why
     */
    public void requestStop(Run run, Verdict verdict, RunReason reason) {
        sql.sql(
                        """
                        update runs set stop_verdict = :verdict, stop_reason = :reason, stop_requested_at = :now,
                               due_at = :now
                        where id = :id and stop_verdict is null and state <> 'finished'
                        """)
                .param("verdict", verdict.code())
                .param("reason", ReasonJson.write(reason))
                .param("now", RowMappers.sql(clock.instant()))
                .param("id", run.id().value())
                .update();
    }

    /** Records that the engine was asked to end the run. */
    public void recordStopSent(Run run) {
        sql.sql("update runs set stop_sent_at = :now where id = :id")
                .param("now", RowMappers.sql(clock.instant()))
                .param("id", run.id().value())
                .update();
    }

    /**
     * Records that the run is over, which ends the claim.
     *
     * @throws Claims.ClaimLostException when the run is somebody else's
     */
    public void finished(Claim claim, Run.End end) {
        var changed = sql.sql(
                        """
                        update runs set state = 'finished', finished_at = :at, verdict = :verdict, level = :level,
                               end_reason = :reason, results = :results, attempts = 0, claimed_until = null,
                               level_due = (pull_request is null and :verdict in ('passed', 'failed')),
                               %s
                        where id = :id and claims = :claim and state <> 'finished'
                        """
                                .formatted(RunLists.Columns.ASSIGNMENTS))
                .params(RunLists.Columns.of(end.results().map(Run.RunSummary.Outcome::of)))
                .param("at", RowMappers.sql(end.at()))
                .param("verdict", end.verdict().code())
                .param("level", end.level())
                .param("reason", end.reason().map(ReasonJson::write).orElse(null))
                .param("results", end.results().map(ContractJson::text).orElse(null))
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
        Claims.requireKept(claim, changed);
        listeners.finished(end);
    }

    /** Returns how many bytes of the run's event file are in the ledger. */
    public long eventsOffset(Run run) {
        return sql.sql("select events_offset from runs where id = :id")
                .param("id", run.id().value())
                .query(Long.class)
                .single();
    }

    /**
     * Keeps what happened in a run and how far its event file was read, together; does nothing when the file was read
     * further by somebody else meanwhile.
     */
    public void recordEvents(Run run, List<RunEvent> events, long readFrom, long readUpTo) {
        transactions.executeWithoutResult(status -> {
            var moved = sql.sql("update runs set events_offset = :offset where id = :id and events_offset = :before")
                    .param("offset", readUpTo)
                    .param("before", readFrom)
                    .param("id", run.id().value())
                    .update();
            if (moved == 1) {
                var kept = sql.sql("select count(*) from run_events where run_id = :id")
                        .param("id", run.id().value())
                        .query(Integer.class)
                        .single();
                events.stream().limit(Math.max(0, MAX_EVENTS - kept)).forEach(event -> insert(run, event));
            }
        });
    }

    private void insert(Run run, RunEvent event) {
        sql.sql(
                        """
                        insert into run_events (run_id, occurred_at, kind, stage, status, duration_ms, message)
                        values (:run, :at, :kind, :stage, :status, :duration, :message)
                        """)
                .param("run", run.id().value())
                .param("at", RowMappers.sql(event.at()))
                .param("kind", event.kind().code())
                .param("stage", RowMappers.cut(event.stage(), MAX_STAGE_LENGTH))
                .param(
                        "status",
                        event.status()
                                .map(text -> RowMappers.cut(text, MAX_STATUS_LENGTH))
                                .orElse(null))
                .param("duration", event.duration().map(Duration::toMillis).orElse(null))
                .param(
                        "message",
                        event.message()
                                .map(text -> RowMappers.cut(text, MAX_MESSAGE_LENGTH))
                                .orElse(null))
                .update();
    }

    /**
     * A run to be made.
     *
     * @param trigger the ledger's number of the trigger that asks for it
     * @param recipe the recipe under test
     * @param commit the commit to be tested
     * @param source where to clone from, without credentials
     * @param target the branch that the pull request is for; of a run of none, the branch or tag that is tested
     * @param author who asks
     * @param engine the name of the engine
     * @param mode how much it does
     */
    public record NewRun(
            long trigger,
            RecipeName recipe,
            Commit commit,
            URI source,
            Optional<String> target,
            Comment.Author author,
            String engine,
            Run.Mode mode) {}
}
