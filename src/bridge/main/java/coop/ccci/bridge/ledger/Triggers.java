package coop.ccci.bridge.ledger;

import coop.ccci.contract.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The triggers: one row per comment, ever. */
public final class Triggers {
    private static final int MAX_REASON_LENGTH = 1000;

    private final JdbcClient sql;
    private final String forge;
    private final Clock clock;

    Triggers(JdbcClient sql, String forge, Clock clock) {
        this.sql = sql;
        this.forge = forge;
        this.clock = clock;
    }

    boolean record(Comment comment, TriggerSource source) {
        try {
            sql.sql(
                            """
                            insert into triggers (forge, repository, pull_request, comment_id, source, state, seen_at)
                            values (:forge, :repository, :pullRequest, :comment, :source, 'seen', :now)
                            """)
                    .param("forge", forge)
                    .param("repository", comment.repository().toString())
                    .param("pullRequest", comment.pullRequest())
                    .param("comment", comment.id())
                    .param("source", source.code())
                    .param("now", RowMappers.sql(clock.instant()))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** One trigger. */
    public Optional<Trigger> find(long id) {
        return sql.sql("select * from triggers where id = :id")
                .param("id", id)
                .query(RowMappers::trigger)
                .optional();
    }

    /** How many comments of somebody were answered with a text of their own since then. */
    public int answersTo(Author author, Instant since) {
        return sql.sql(
                        """
                        select count(*) from triggers
                        where author_id = :author and decided_at >= :since and reason is not null
                          and state in ('refused', 'answered')
                        """)
                .param("author", author.id())
                .param("since", RowMappers.sql(since))
                .query(Integer.class)
                .single();
    }

    /** The comments that asked for a run, oldest first. */
    public List<Trigger> askingFor(RunId run) {
        return sql.sql("select * from triggers where run_id = :run order by id")
                .param("run", run.value())
                .query(RowMappers::trigger)
                .list();
    }

    /**
     * Takes a trigger that nobody has looked at, for the step this is called in.
     *
     * @return empty when it is decided already, or another bridge is at it
     */
    public Optional<Trigger> takeSeen(long id) {
        return sql.sql("select * from triggers where id = :id and state = 'seen' for update skip locked")
                .param("id", id)
                .query(RowMappers::trigger)
                .optional();
    }

    /** A run was made of it, or there was one for the same commit already. */
    public void admitted(Trigger trigger, Author author, RunId run) {
        decided(trigger, TriggerState.ADMITTED, Optional.of(author), Optional.empty(), Optional.of(run));
    }

    /**
     * It asked for something else than a run, and got it.
     *
     * @param text what its author is told; empty when there is nothing to say
     */
    public void answered(Trigger trigger, Author author, Optional<String> text) {
        decided(trigger, TriggerState.ANSWERED, Optional.of(author), text, Optional.empty());
    }

    /** No run; its author is told why. */
    public void refused(Trigger trigger, Author author, String reason) {
        decided(trigger, TriggerState.REFUSED, Optional.of(author), Optional.of(reason), Optional.empty());
    }

    /** No run, and no answer. */
    public void ignored(Trigger trigger, Optional<Author> author, String reason) {
        decided(trigger, TriggerState.IGNORED, author, Optional.of(reason), Optional.empty());
    }

    private void decided(
            Trigger trigger,
            TriggerState state,
            Optional<Author> author,
            Optional<String> reason,
            Optional<RunId> run) {
        sql.sql(
                        """
                        update triggers set state = :state, author = :author, author_id = :authorId, reason = :reason, run_id = :run,
                               decided_at = :now, attempts = 0
                        where id = :id
                        """)
                .param("state", state.code())
                .param(
                        "author",
                        author.map(who -> RowMappers.cut(who.login(), 255)).orElse(null))
                .param("authorId", author.map(Author::id).orElse(null))
                .param(
                        "reason",
                        reason.map(text -> RowMappers.cut(text, MAX_REASON_LENGTH))
                                .orElse(null))
                .param("run", run.map(RunId::value).orElse(null))
                .param("now", RowMappers.sql(clock.instant()))
                .param("id", trigger.id())
                .update();
    }
}
