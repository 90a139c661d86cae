package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.RecipeRefs.RecipeRef;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What asks for tests of recipes themselves: one trigger per repository, source and key, ever. */
public final class RecipeTriggers {
    private static final String RECIPE_ONLY = " and source <> 'comment'";

    private final JdbcClient sql;
    private final Triggers triggers;
    private final Clock clock;

    RecipeTriggers(JdbcClient sql, Triggers triggers, Clock clock) {
        this.sql = sql;
        this.triggers = triggers;
        this.clock = clock;
    }

    /**
     * Writes a trigger down, once ever.
     *
     * @param key at most 100 characters
     * @param ref as in {@link RecipeTrigger#ref}
     * @param due when it is its turn, at the earliest
     * @return whether it is new
     */
    public boolean record(
            Repository repository, Trigger.Source source, String key, Optional<RecipeRef> ref, Instant due) {
        if (isThere(repository, source, key)) {
            return false;
        }
        try {
            sql.sql(
                            """
                            insert into triggers (forge, repository, source, source_key, ref, commit_id, state, seen_at, due_at)
                            values (:forge, :repository, :source, :key, :ref, :commit, 'seen', :now, :due)
                            """)
                    .param("forge", repository.forge())
                    .param("repository", repository.toString())
                    .param("source", source.code())
                    .param("key", key)
                    .param("ref", ref.map(RecipeRef::name).orElse(null))
                    .param("commit", ref.map(where -> where.commit().value()).orElse(null))
                    .param("now", RowMappers.sql(clock.instant()))
                    .param("due", RowMappers.sql(due))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Asked first, because PostgreSQL goes on with no transaction in which a row was there already. */
    private boolean isThere(Repository repository, Trigger.Source source, String key) {
        return sql.sql(
                                """
                        select count(*) from triggers
                        where forge = :forge and repository = :repository and source = :source and source_key = :key
                        """)
                        .param("forge", repository.forge())
                        .param("repository", repository.toString())
                        .param("source", source.code())
                        .param("key", key)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Returns one trigger. */
    public Optional<RecipeTrigger> find(long id) {
        return sql.sql("select * from triggers where id = :id" + RECIPE_ONLY)
                .param("id", id)
                .query(RecipeTriggers::trigger)
                .optional();
    }

    /** Returns the repositories that wait for a test of their default branch already, as it is when it is their turn. */
    public List<Repository> waiting() {
        return sql.sql("select distinct forge, repository from triggers where state = 'seen' and commit_id is null"
                        + RECIPE_ONLY)
                .query(RowMappers::repository)
                .list();
    }

    /** Records that a run was made of it, or that there was one for the same commit already; ends the claim. */
    public void admitted(Claim claim, RunId run) {
        triggers.update(claim, Trigger.State.ADMITTED, Optional.empty(), Optional.empty(), Optional.of(run));
    }

    /** Records that it has no run; ends the claim. */
    public void ignored(Claim claim, IgnoreReason why) {
        triggers.ignored(claim, Optional.empty(), why);
    }

    private static RecipeTrigger trigger(ResultSet row, int number) throws SQLException {
        var source = Trigger.Source.parse(row.getString("source"));
        var name = Optional.ofNullable(row.getString("ref"));
        var commit = row.getString("commit_id");
        var kind = source == Trigger.Source.TAG ? RecipeRef.Kind.TAG : RecipeRef.Kind.BRANCH;
        return new RecipeTrigger(
                row.getLong("id"),
                RowMappers.repository(row, number),
                source,
                row.getString("source_key"),
                name.map(known -> new RecipeRef(kind, known, new Commit(commit))),
                RowMappers.instant(row, "seen_at").orElseThrow());
    }

    /**
     * Something that asks for a test of a recipe itself, and not of a pull request.
     *
     * @param id the ledger's own number
     * @param repository the recipe's repository
     * @param source what it is: anything but a comment
     * @param key what makes it one and the same, however often it is seen
     * @param ref which branch or tag at which commit; empty where that is the default branch as it is when it is the trigger's turn
     * @param seenAt when it was written down
     */
    public record RecipeTrigger(
            long id,
            Repository repository,
            Trigger.Source source,
            String key,
            Optional<RecipeRef> ref,
            Instant seenAt) {
        @Override
        public String toString() {
            return repository + " " + source.code() + " " + key;
        }
    }
}
