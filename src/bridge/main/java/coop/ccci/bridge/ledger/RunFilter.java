package coop.ccci.bridge.ledger;

import java.util.Locale;
import java.util.Optional;

/**
 * Which runs a list shows, and in which order.
 *
 * @param recipe a part of the recipe's name; empty for any
 * @param exact whether {@code recipe} is the whole name
 * @param state where the run stands; empty for any
 * @param level the level it reached; empty for any
 * @param order which comes first
 */
public record RunFilter(String recipe, boolean exact, Optional<State> state, Optional<Integer> level, Order order) {
    /** All runs, newest first. */
    public static final RunFilter ALL = new RunFilter("", false, Optional.empty(), Optional.empty(), Order.NEWEST);

    /** Returns the same filter for one recipe. */
    public RunFilter of(String wholeName) {
        return new RunFilter(wholeName, true, state, level, order);
    }

    /** Where a run stands, with how it ended if it did. */
    public enum State {
        QUEUED,
        RUNNING,
        PASSED,
        FAILED,
        ERROR,
        CANCELLED,
        SUPERSEDED,
        TIMED_OUT;

        /** Returns the word for people: {@code timed out}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Returns the word in addresses: {@code timed-out}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Returns whether a run is there. */
        public boolean holds(Run run) {
            return run.end()
                    .map(end -> end.verdict().name().equals(name()))
                    .orElseGet(() -> run.state().name().equals(name()));
        }

        String condition() {
            return switch (this) {
                case QUEUED, RUNNING -> "state = :state";
                case PASSED, FAILED, ERROR, CANCELLED, SUPERSEDED, TIMED_OUT -> "verdict = :state";
            };
        }
    }

    /** Which run comes first. */
    public enum Order {
        NEWEST("id desc"),
        OLDEST("id"),
        LONGEST("coalesce(took_ms, 0) desc, id desc"),
        HIGHEST("coalesce(level, 0) desc, id desc");

        private final String columns;

        Order(String columns) {
            this.columns = columns;
        }

        /** Returns the word in addresses. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        String columns() {
            return columns;
        }
    }
}
