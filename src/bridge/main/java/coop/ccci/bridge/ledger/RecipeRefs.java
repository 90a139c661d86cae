package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.contract.Commit;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The default branch and the versions of each recipe's repository as they were last seen, and which of them are to be looked at. */
public final class RecipeRefs {
    private static final String OF_REPOSITORY = " where forge = :forge and repository = :repository";

    private final JdbcClient sql;
    private final Claims claims;
    private final Clock clock;

    RecipeRefs(JdbcClient sql, Claims claims, Clock clock) {
        this.sql = sql;
        this.claims = claims;
        this.clock = clock;
    }

    /** Returns the repositories that were told of at least once. */
    public Set<Repository> known() {
        return Set.copyOf(sql.sql("select forge, repository from recipe_looks")
                .query(RowMappers::repository)
                .list());
    }

    /** Has a repository looked at; a look that is under way is void. To be called in a transaction. */
    public void lookAt(Repository repository) {
        var now = RowMappers.sql(clock.instant());
        var marked = about(
                        "update recipe_looks set due = true, due_at = :now, claims = claims + 1, claimed_until = null"
                                + OF_REPOSITORY,
                        repository)
                .param("now", now)
                .update();
        if (marked == 0) {
            about(
                            "insert into recipe_looks (forge, repository, due, due_at) values (:forge, :repository, true, :now)",
                            repository)
                    .param("now", now)
                    .update();
        }
    }

    /** Claims a repository that is to be looked at. */
    public Optional<Claim> take(Repository repository) {
        return claims.take(
                Claims.Work.RECIPE_LOOK, Map.of("forge", repository.forge(), "repository", repository.toString()));
    }

    /**
     * Records that a repository was looked at, which ends the claim.
     *
     * @throws Claims.ClaimLostException when it is somebody else's, or was told of again meanwhile
     */
    public void looked(Claim claim) {
        var changed = sql.sql("update recipe_looks set due = false, attempts = 0, claimed_until = null"
                        + " where forge = :forge and repository = :repository and claims = :claim")
                .params(claim.key())
                .param("claim", claim.number())
                .update();
        Claims.requireKept(claim, changed);
    }

    /** Returns what was seen of a repository; nothing before the first look. */
    public List<RecipeRef> of(Repository repository) {
        return about("select * from recipe_refs" + OF_REPOSITORY, repository)
                .query((row, number) -> new RecipeRef(
                        RecipeRef.Kind.parse(row.getString("kind")),
                        row.getString("name"),
                        new Commit(row.getString("commit_id"))))
                .list();
    }

    /** Returns where the default branch was when it was last seen. */
    public Optional<RecipeRef> branchOf(Repository repository) {
        return of(repository).stream()
                .filter(ref -> ref.kind() == RecipeRef.Kind.BRANCH)
                .findFirst();
    }

    /** Records where the branch, or a version, is; another branch takes the place of the first. To be called in a transaction. */
    public void record(Repository repository, RecipeRef ref) {
        var others = ref.kind() == RecipeRef.Kind.BRANCH ? "" : " and name = :name";
        var forget = about("delete from recipe_refs" + OF_REPOSITORY + " and kind = :kind" + others, repository)
                .param("kind", ref.kind().code());
        (others.isEmpty() ? forget : forget.param("name", ref.name())).update();
        about(
                        """
                        insert into recipe_refs (forge, repository, kind, name, commit_id, seen_at)
                        values (:forge, :repository, :kind, :name, :commit, :now)
                        """,
                        repository)
                .param("kind", ref.kind().code())
                .param("name", ref.name())
                .param("commit", ref.commit().value())
                .param("now", RowMappers.sql(clock.instant()))
                .update();
    }

    private JdbcClient.StatementSpec about(String statement, Repository repository) {
        return sql.sql(statement).param("forge", repository.forge()).param("repository", repository.toString());
    }

    /**
     * What of a recipe's repository is tested that is no pull request.
     *
     * @param kind the default branch, or a version
     * @param name the name of the branch or of the tag
     * @param commit where it is, or was when it was seen
     */
    public record RecipeRef(Kind kind, String name, Commit commit) {
        /** The longest name that is kept. */
        public static final int MAX_NAME_LENGTH = 255;

        /** What a name stands for. */
        public enum Kind {
            /** The branch that the forge shows first, into which pull requests are merged. */
            BRANCH,

            /** A tag whose name is a version. */
            TAG;

            /** Returns the word in the ledger. */
            String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            static Kind parse(String word) {
                return valueOf(word.toUpperCase(Locale.ROOT));
            }
        }
    }
}
