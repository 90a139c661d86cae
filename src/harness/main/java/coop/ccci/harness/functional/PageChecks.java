package coop.ccci.harness.functional;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.Check;
import coop.ccci.host.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the checks that {@code recipe.yml} declares. An app that answers may still be warming up behind its first
 * page: what is not yet as it should be is looked at again for some seconds, all checks together.
 */
final class PageChecks {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AppProbe probe;
    private final Duration timeout;

    /**
     * Makes ready to check.
     *
     * @param timeout how long all checks together are waited for
     */
    PageChecks(AppProbe probe, Duration timeout) {
        this.probe = probe;
        this.timeout = timeout;
    }

    /**
     * Makes them, in order.
     *
     * @return at least one assertion of each check
     * @throws CancelledException when the deadline is over first
     */
    List<Assertion> of(String domain, List<Check> checks, Deadline deadline) {
        var began = System.nanoTime();
        var all = new ArrayList<Assertion>();
        for (var check : checks) {
            var page = new CheckedPage(domain, check, path -> probe.fetch(domain, path, deadline));
            var left = timeout.minusNanos(System.nanoTime() - began);
            all.addAll(Waiter.pausing(deadline::pause, PAUSE)
                    .poll(left, page::check, seen -> seen.stream().allMatch(Assertion::held)));
        }
        return all;
    }
}
