package coop.ccci.bridge.admission;

import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How many runs may wait or run at once.
 *
 * @param perPerson of those that one account asked for
 * @param perRepository of one repository
 * @param all together
 */
public record Quotas(int perPerson, int perRepository, int all) {
    /** The limit that one more run would pass; empty when there is room. */
    Optional<Refusal> reached(List<Run> unfinished, Comment.Author author, Repository repository) {
        return over(unfinished, run -> run.authorId() == author.id(), Refusal.Quota.PERSON, perPerson)
                .or(() -> over(
                        unfinished,
                        run -> run.repository().equals(repository),
                        Refusal.Quota.REPOSITORY,
                        perRepository))
                .or(() -> over(unfinished, run -> true, Refusal.Quota.ALL, all));
    }

    private static Optional<Refusal> over(List<Run> unfinished, Predicate<Run> counts, Refusal.Quota quota, int max) {
        return unfinished.stream().filter(counts).count() < max
                ? Optional.empty()
                : Optional.of(new Refusal.TooMany(quota, max));
    }
}
