package coop.ccci.harness.doctor;

import coop.ccci.contract.Commit;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.git.TestRecipe;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import java.nio.file.Path;

/**
 * The app that is made, deployed and removed to see what abra does. It is named and locked like a run's, so that the
 * janitor of the next run removes it when this process is killed.
 *
 * @param app its name
 * @param folder the private {@code ABRA_DIR}, whose servers are the machine's own
 * @param recipe what is deployed
 * @param head its newest commit
 * @param abra calls in that folder, marked as this app's
 * @param swarm where it runs
 */
record ProbeApp(RunApp app, AbraFolder folder, TestRecipe recipe, Commit head, AbraCalls abra, Swarm swarm) {
    Path envFile() {
        return folder.envFile(app);
    }

    /** Puts the recipe back to its newest commit. */
    void restore() {
        recipe.at(head).restore();
    }
}
