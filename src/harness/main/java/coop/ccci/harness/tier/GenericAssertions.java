package coop.ccci.harness.tier;

import coop.ccci.contract.Commit;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.swarm.ServiceState;
import java.util.List;
import java.util.Optional;

/** The assertions on every app, whatever its recipe; each looks at the app anew. */
final class GenericAssertions {
    /** Fewer digits than abra's eight could be another commit's. */
    private static final int MIN_DIGITS = 7;

    private GenericAssertions() {}

    /** Swarm says that everything runs. */
    static Assertion runs(RunContext app) {
        var watch = app.deployment().watch();
        var state = watch.poll();
        var seen = state.match(
                reached -> "",
                awaited -> watch.describe(awaited.services()),
                failed -> "service " + failed.service() + ": " + failed.reason());
        return assertion("swarm runs every service as its specification says", state.isReached(), seen);
    }

    /** It stayed up. */
    static Assertion stays(RunContext app) {
        var failures = app.deployment().failuresSinceConverged();
        return assertion("no task has failed since the services converged", failures == 0, failures + " failed");
    }

    /** Asserts that the app itself answers, where there is something to ask. */
    static List<Assertion> answers(RunContext app) {
        return app.deployment().assertions(app.deadline());
    }

    /**
     * abra writes what it deployed into a label: the first digits of the commit, and {@code +U} where it saw files
     * that are not in it (observed on abra 0.13).
     */
    static Assertion isOf(RunContext app, Commit commit) {
        var label = "coop-cloud." + app.app().stack() + ".chaos-version";
        var seen = app.deployment().watch().services().stream()
                .map(ServiceState::labels)
                .filter(labels -> labels.containsKey(label))
                .map(labels -> labels.get(label))
                .findFirst()
                .orElse("");
        var digits = seen.endsWith("+U") ? seen.substring(0, seen.length() - 2) : seen;
        return assertion(
                "the services are those of commit " + commit.abbreviated(),
                digits.length() >= MIN_DIGITS && commit.value().startsWith(digits),
                "the label " + label + " says \"" + seen + "\"");
    }

    /** Returns an assertion; what was seen instead is told only where it does not hold. */
    static Assertion assertion(String name, boolean held, String seen) {
        return new Assertion(name, held, held ? Optional.empty() : Optional.of(seen));
    }
}
