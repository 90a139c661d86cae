package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.ReasonJson;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The comments that ask for something: one trigger per comment, ever. */
public final class Triggers {
    private static final States STATES = new States();

    private final JdbcClient sql;
    private final LedgerListeners listeners;
    private final Clock clock;

    Triggers(JdbcClient sql, LedgerListeners listeners, Clock clock) {
        this.sql = sql;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Writes down a comment that asks for something, once ever; it is committed when this returns.
     *
     * @param writer the forge's number of who wrote it, as whoever told of it said; empty when nobody did
     * @return whether it is new
     */
    public boolean record(Comment comment, Trigger.Channel channel, Optional<Long> writer) {
        try {
            sql.sql(
                            """
                            insert into triggers (forge, repository, pull_request, comment_id, source, source_key, channel, writer_id,
                                                  state, seen_at, due_at)
                            values (:forge, :repository, :pullRequest, :comment, 'comment', :key, :channel, :writer,
                                    'seen', :now, :now)
                            """)
                    .param("forge", comment.repository().forge())
                    .param("repository", comment.repository().toString())
                    .param("pullRequest", comment.pullRequest())
                    .param("comment", comment.id())
                    .param("key", Long.toString(comment.id()))
                    .param("channel", channel.code())
                    .param("writer", writer.orElse(null))
                    .param("now", RowMappers.sql(clock.instant()))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Returns one trigger. */
    public Optional<Trigger> find(long id) {
        return sql.sql("select * from triggers where id = :id and source = 'comment'")
                .param("id", id)
                .query(RowMappers::trigger)
                .optional();
    }

    /**
     * Returns how many comments of somebody were answered with a text of their own since then.
     *
     * @param forge the key of the forge, whose account it is
     */
    public int answersTo(String forge, Comment.Author author, Instant since) {
        return sql.sql(
                        """
                        select count(*) from triggers
                        where author_id = :author and forge = :forge and decided_at >= :since and reason is not null
                          and state in ('refused', 'answered')
                        """)
                .param("author", author.id())
                .param("forge", forge)
                .param("since", RowMappers.sql(since))
                .query(Integer.class)
                .single();
    }

    /**
     * Returns how many comments of the account that wrote this one were written down since then, up to this one; 0 when nobody
     * said who wrote it.
     */
    public int commentsLike(Trigger trigger, Instant since) {
        return sql.sql(
                        """
                        select count(*) from triggers
                        where writer_id = (select writer_id from triggers where id = :id) and forge = :forge
                          and seen_at >= :since and id <= :id
                        """)
                .param("id", trigger.id())
                .param("forge", trigger.comment().repository().forge())
                .param("since", RowMappers.sql(since))
                .query(Integer.class)
                .single();
    }

    /** Returns the comments that asked for a run, oldest first. */
    public List<Trigger> askingFor(RunId run) {
        return sql.sql("select * from triggers where run_id = :run and source = 'comment' order by id")
                .param("run", run.value())
                .query(RowMappers::trigger)
                .list();
    }

    /** Records that a run was made of it, or that there was one for the same commit already; ends the claim. */
    public void admitted(Claim claim, Comment.Author author, RunId run) {
        update(claim, Trigger.State.ADMITTED, Optional.of(author), Optional.empty(), Optional.of(run));
    }

    /** Records that it asked for something else than a run, and got it without an answer; ends the claim. */
    public Trigger.State answered(Claim claim, Comment.Author author) {
        return update(claim, Trigger.State.ANSWERED, Optional.of(author), Optional.empty(), Optional.empty());
    }

    /** Records what its author is told instead of a run: it is refused, or answered; ends the claim. */
    public Trigger.State answered(Claim claim, Comment.Author author, TriggerReason reason) {
        return update(claim, reason.match(STATES), Optional.of(author), Optional.of(reason), Optional.empty());
    }

    /** Records that it has no run, and no answer; ends the claim. */
    public Trigger.State ignored(Claim claim, Optional<Comment.Author> author, IgnoreReason why) {
        var reason = new TriggerReason.Ignored(why);
        return update(claim, reason.match(STATES), author, Optional.of(reason), Optional.empty());
    }

    Trigger.State update(
            Claim claim,
            Trigger.State state,
            Optional<Comment.Author> author,
            Optional<TriggerReason> reason,
            Optional<RunId> run) {
        var changed = sql.sql(
                        """
                        update triggers set state = :state, author = :author, author_id = :authorId, reason = :reason, run_id = :run,
                               decided_at = :now, attempts = 0, claimed_until = null
                        where id = :id and claims = :claim and state = 'seen'
                        """)
                .param("state", state.code())
                .param(
                        "author",
                        author.map(who -> RowMappers.cut(who.login(), 255)).orElse(null))
                .param("authorId", author.map(Comment.Author::id).orElse(null))
                .param("reason", reason.map(ReasonJson::write).orElse(null))
                .param("run", run.map(RunId::value).orElse(null))
                .param("now", RowMappers.sql(clock.instant()))
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
        Claims.requireKept(claim, changed);
        listeners.decided(state, reason);
        return state;
    }

    private static final class States implements TriggerReason.Cases<Trigger.State> {
        @Override
        public Trigger.State help() {
            return Trigger.State.ANSWERED;
        }

        @Override
        public Trigger.State refused(Refusal refusal) {
            return Trigger.State.REFUSED;
        }

        @Override
        public Trigger.State ignored(IgnoreReason why) {
            return Trigger.State.IGNORED;
        }

        @Override
        public Trigger.State text(String text) {
            return Trigger.State.ANSWERED;
        }
    }
}
