package coop.ccci.bridge.ledger;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The watched repositories by the forge's numbers, which they keep when they are renamed or transferred. The ledger
 * calls a repository as the setting does: its triggers and runs stand under that name, whatever the forge calls it
 * meanwhile.
 */
public final class Repositories {
    private static final List<String> NAMED =
            List.of("triggers", "runs", "pull_request_comments", "recipe_refs", "recipe_looks", "recipe_levels");

    private final JdbcClient sql;

    Repositories(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A watched repository.
     *
     * @param name as the setting and the ledger call it
     * @param id the forge's number
     * @param current as the forge calls it
     */
    public record WatchedRepository(Repository name, long id, Repository current) {}

    /** Returns the repository that the ledger calls so; empty as long as the forge was not asked for its number. */
    public Optional<WatchedRepository> find(Repository name) {
        return find(name.forge(), "name = :key", name.toString());
    }

    /** Returns the repository to which that forge has given that number. */
    public Optional<WatchedRepository> find(String forge, long id) {
        return find(forge, "forge_id = :key", id);
    }

    private Optional<WatchedRepository> find(String forge, String condition, Object key) {
        return sql.sql("select * from repositories where forge = :forge and " + condition)
                .param("forge", forge)
                .param("key", key)
                .query((row, number) -> new WatchedRepository(
                        Repository.parse(forge, row.getString("name")),
                        row.getLong("forge_id"),
                        Repository.parse(forge, row.getString("current_name"))))
                .optional();
    }

    /** Returns what the forge calls the repository that the ledger calls so. */
    public Repository current(Repository name) {
        return find(name).map(WatchedRepository::current).orElse(name);
    }

    /**
     * Returns what the ledger calls a repository.
     *
     * @param id the forge's number
     * @param current what the forge calls it
     * @return empty when it has only taken the name that a watched one had before
     */
    public Optional<Repository> nameOf(long id, Repository current) {
        var known = find(current.forge(), id).map(WatchedRepository::name);
        return known.isPresent() || find(current).isPresent() ? known : Optional.of(current);
    }

    /**
     * Records what the forge says of a watched repository. One that the ledger has under another name is called anew,
     * with all its triggers and runs: the setting was corrected. To be called in a transaction.
     */
    public void record(WatchedRepository repository) {
        var forge = repository.name().forge();
        find(forge, repository.id())
                .map(WatchedRepository::name)
                .filter(old -> !old.equals(repository.name()))
                .ifPresent(old -> rename(old, repository.name()));
        sql.sql("delete from repositories where forge = :forge and (forge_id = :id or name = :name)")
                .param("forge", forge)
                .param("id", repository.id())
                .param("name", repository.name().toString())
                .update();
        sql.sql(
                        """
                        insert into repositories (forge, forge_id, name, current_name)
                        values (:forge, :id, :name, :current)
                        """)
                .param("forge", forge)
                .param("id", repository.id())
                .param("name", repository.name().toString())
                .param("current", repository.current().toString())
                .update();
    }

    private void rename(Repository old, Repository name) {
        var forge = name.forge();
        // Of a repository that had the name before: what it shows there is not this one's.
        sql.sql("delete from pull_request_comments where forge = :forge and repository = :name")
                .param("forge", forge)
                .param("name", name.toString())
                .update();
        for (var table : List.of("recipe_refs", "recipe_looks", "recipe_levels")) {
            sql.sql("delete from " + table + " where forge = :forge and repository = :name")
                    .param("forge", forge)
                    .param("name", name.toString())
                    .update();
        }
        for (var table : NAMED) {
            sql.sql("update " + table + " set repository = :name where forge = :forge and repository = :old")
                    .param("forge", forge)
                    .param("name", name.toString())
                    .param("old", old.toString())
                    .update();
        }
    }
}
