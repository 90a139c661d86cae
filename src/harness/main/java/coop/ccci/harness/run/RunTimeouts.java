package coop.ccci.harness.run;

import coop.ccci.harness.teardown.Teardown;
import java.time.Duration;

/**
 * How long a run waits for what it does not do itself. What a recipe may set for itself is in its {@code recipe.yml}.
 *
 * @param ingress until the ingress is ready, before anything is deployed: a Traefik may just be restarted
 * @param checks until the pages that {@code recipe.yml} declares are as they should be, once the app answers
 * @param teardown for all calls of {@code abra} while the app is torn down; some services take a minute to end
 */
public record RunTimeouts(Duration ingress, Duration checks, Duration teardown) {
    /** Those of a real run. */
    public static final RunTimeouts DEFAULT =
            new RunTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Teardown.ABRA_TIMEOUT);
}
