package coop.ccci.harness.tier;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.LabelPlaces;
import coop.ccci.harness.compose.LostPorts;
import coop.ccci.harness.compose.UselessLabels;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.policy.ComposePolicy;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.Prepull;
import coop.ccci.harness.traefik.RouteRequirements;
import java.util.Map;

/**
 * The checks before every deploy, the first one and the upgrade alike: its compose files, with exactly the variables
 * that are deployed, ask for nothing that the recipe may not have, and its images are on this machine.
 */
public final class PreDeployChecks {
    private static final String PREPARE = "prepare";

    private PreDeployChecks() {}

    /**
     * Checks what a checkout asks of the machine.
     *
     * @param variables those of the app's {@code .env} file
     * @param isUnderTest whether it is the commit under test: nobody can mend the base any more
     * @return the names that its objects get
     * @throws coop.ccci.harness.result.RunException of the recipe when it asks for too much, or cannot be read
     */
    public static ComposeNames permitted(
            RunContext app, Checkout checkout, Map<String, String> variables, boolean isUnderTest) {
        var compose = Compose.read(checkout.folder(), app.app(), variables);
        if (isUnderTest) {
            UselessLabels.of(checkout.folder(), variables)
                    .forEach(label -> app.recorder().note(PREPARE, label + "; what they are for was not verified"));
            LostPorts.of(compose).forEach(port -> tell(app, port));
        }
        RouteRequirements.check(compose, app.app(), app.files().settings().health(), LabelPlaces.in(checkout.folder()));
        var told = ComposePolicy.check(
                compose, checkout.folder(), app.app(), app.files().settings().trusted());
        app.recorder().log("the recipe at " + checkout.commit().abbreviated() + " " + told);
        return ComposeNames.of(compose, app.app());
    }

    /** What a recipe's own files lose, every app of it does; what its folder loses would make another app of it. */
    private static void tell(RunContext app, LostPorts.Lost port) {
        if (ComposeOverlay.isLaid(port.by())) {
            throw RunException.usage(port + "; without " + port.by() + " in its folder, the recipe does publish it");
        }
        app.recorder().note(PREPARE, port.toString());
    }

    /**
     * Pulls the images.
     *
     * @return one clause for people
     * @throws coop.ccci.harness.result.RunException as {@link Prepull#of} does
     */
    public static String pulled(RunContext app, ComposeNames names) {
        return new Prepull(app.docker(), app.pulled()).of(names.images().values(), app.deadline());
    }
}
