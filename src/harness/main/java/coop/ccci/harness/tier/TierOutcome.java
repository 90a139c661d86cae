package coop.ccci.harness.tier;

import coop.ccci.contract.TierResult.Assertion;
import java.util.List;
import java.util.function.Function;

/** The outcome of a tier that did not throw. */
public sealed interface TierOutcome {
    /** Returns what the function of its case returns. */
    <R> R match(Function<Asserted, R> asserted, Function<Skipped, R> skipped);

    /** Returns the stage's status, in the word that events use. */
    String status();

    /** One sentence for people. */
    String message();

    /**
     * It was tried.
     *
     * @param assertions what must be true, in order, at least one; the first that does not hold ends the run
     */
    record Asserted(List<Assertion> assertions) implements TierOutcome {
        /**
         * Copies what could change.
         *
         * @throws IllegalArgumentException when nothing was asserted: that would look like a pass
         */
        public Asserted {
            assertions = List.copyOf(assertions);
            if (assertions.isEmpty()) {
                throw new IllegalArgumentException("a tier that was tried asserts something");
            }
        }

        @Override
        public <R> R match(Function<Asserted, R> asserted, Function<Skipped, R> skipped) {
            return asserted.apply(this);
        }

        @Override
        public String status() {
            return "pass";
        }

        @Override
        public String message() {
            return assertions.size() == 1 ? "1 assertion passed" : assertions.size() + " assertions passed";
        }
    }

    /**
     * It does not apply.
     *
     * @param reason one sentence for people
     * @param onPurpose whether the recipe's settings declare it; only then may the level rise past it
     */
    record Skipped(String reason, boolean onPurpose) implements TierOutcome {
        @Override
        public <R> R match(Function<Asserted, R> asserted, Function<Skipped, R> skipped) {
            return skipped.apply(this);
        }

        @Override
        public String status() {
            return "skip";
        }

        @Override
        public String message() {
            return reason;
        }
    }
}
