package coop.ccci.harness.upgrade;

import coop.ccci.contract.Results;
import coop.ccci.harness.git.Checkout;
import java.util.Optional;

/** Where the upgrade to the commit under test begins. */
public sealed interface UpgradePath {
    /** The base, where there is one. */
    default Optional<From> base() {
        return this instanceof From from ? Optional.of(from) : Optional.empty();
    }

    /**
     * From a base, which is deployed first.
     *
     * @param checkout the base's files
     * @param choice which rule picked it, and why
     */
    record From(Checkout checkout, Results.Base choice) implements UpgradePath {}

    /**
     * There is no base: the commit itself is deployed first, and nothing is upgraded.
     *
     * @param reason one sentence for people
     */
    record None(String reason) implements UpgradePath {}
}
