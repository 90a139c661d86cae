package coop.ccci.harness.teardown;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of a teardown.
 *
 * @param leftovers what is still there, for people; empty when every kind of object was looked for and none found
 * @param fault why it could not be verified that nothing is left; empty when it could
 */
public record TeardownOutcome(List<String> leftovers, Optional<String> fault) {
    /** Copies what could change. */
    public TeardownOutcome {
        leftovers = List.copyOf(leftovers);
    }

    /** Returns whether it was verified that nothing is left. */
    public boolean isClean() {
        return leftovers.isEmpty() && fault.isEmpty();
    }

    /** One sentence for people. */
    public String describe() {
        return fault.map(text -> "it could not be verified that nothing is left: " + text)
                .orElseGet(() -> leftovers.isEmpty()
                        ? "nothing is left"
                        : "still there: " + String.join(", ", leftovers) + "; remove it by hand, or let the next run"
                                + " try again");
    }
}
