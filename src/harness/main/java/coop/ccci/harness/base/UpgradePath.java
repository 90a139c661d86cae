package coop.ccci.harness.base;

import coop.ccci.contract.Results;
import coop.ccci.harness.git.Checkout;
import java.util.Optional;
import java.util.function.Function;

/** Where the upgrade to the commit under test begins. */
public sealed interface UpgradePath {
    /** Returns what the function for this case makes of it; there is one for every case. */
    <R> R match(Function<From, R> from, Function<None, R> none);

    /** Returns the base, where there is one. */
    default Optional<From> base() {
        return match(Optional::of, none -> Optional.empty());
    }

    /**
     * From a base, which is deployed first.
     *
     * @param checkout the base's files
     * @param choice which rule picked it, and why
     */
    record From(Checkout checkout, Results.Base choice) implements UpgradePath {
        @Override
        public <R> R match(Function<From, R> from, Function<None, R> none) {
            return from.apply(this);
        }
    }

    /**
     * There is no base: the commit itself is deployed first, and nothing is upgraded.
     *
     * @param reason one sentence for people
     */
    record None(String reason) implements UpgradePath {
        @Override
        public <R> R match(Function<From, R> from, Function<None, R> none) {
            return none.apply(this);
        }
    }
}
