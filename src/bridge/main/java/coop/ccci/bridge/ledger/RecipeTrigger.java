package coop.ccci.bridge.ledger;

import java.time.Instant;
import java.util.Optional;

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
        long id, Repository repository, Trigger.Source source, String key, Optional<RecipeRef> ref, Instant seenAt) {
    @Override
    public String toString() {
        return repository + " " + source.code() + " " + key;
    }
}
