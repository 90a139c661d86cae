package coop.ccci.harness.functional;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the checks that {@code recipe.yml} declares. An app that answers may still be warming up behind its first
 * page: what does not hold yet is looked at again for ten seconds, all checks together.
 */
public final class PageChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AppProbe probe;
    private final Duration patience;

    /** Checks pages through this probe. */
    public PageChecks(AppProbe probe) {
        this(probe, PATIENCE);
    }

    PageChecks(AppProbe probe, Duration patience) {
        this.probe = probe;
        this.patience = patience;
    }

    /**
     * Makes them, in order.
     *
     * @return at least one assertion of each check
     * @throws CancelledException when the deadline is over first
     */
    public List<Assertion> of(String domain, List<Check> checks, Deadline deadline) {
        var end = System.nanoTime() + patience.toNanos();
        var all = new ArrayList<Assertion>();
        for (var check : checks) {
            var page = new CheckedPage(domain, check, path -> probe.fetch(domain, path, deadline));
            var seen = page.check();
            while (!seen.stream().allMatch(Assertion::held) && System.nanoTime() < end) {
                deadline.pause(PAUSE);
                seen = page.check();
            }
            all.addAll(seen);
        }
        return all;
    }
}
