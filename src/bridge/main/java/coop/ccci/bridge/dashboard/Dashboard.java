package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.ledger.Ledger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Makes the pages' beans by the names that the routes under {@code routes/dashboard} use. */
public final class Dashboard {
    private Dashboard() {}

    /**
     * Returns all beans, by their names.
     *
     * @param ledger what happened
     * @param runs the folder of all run directories
     * @param forge the address of the forge, to which pull requests and commits are linked, without a slash at its end
     * @param publicUrl where people reach the pages, without a slash at its end
     * @param clock by which ages are told
     */
    public static Map<String, Object> beans(Ledger ledger, Path runs, URI forge, URI publicUrl, Clock clock) {
        var views = new Views(ledger, forge, clock);
        var files = new RunFiles(runs);
        var pages = new Pages(views, files, publicUrl);
        return Map.of(
                "dropHeaders", new DropHeadersFilterStrategy(),
                "dashboardEndpoint", new PageEndpoint(),
                "dashboardPages", pages,
                "dashboardArtifacts", new Artifacts(files, pages),
                "dashboardBadges", new Badges(views, pages),
                "dashboardApi", new Api(views, publicUrl));
    }
}
