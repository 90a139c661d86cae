package coop.ccci.reconcile.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The bridge as it should be.
 *
 * @param image its image's name
 * @param tag its image's tag, another one for other contents
 * @param archive the program that writes the image's archive to its standard output
 * @param domain where it is reached
 * @param settings its settings, see docs/configuration.md
 * @param secrets settings that name a file, with the file on this host
 * @param runs the folder of all runs
 * @param ledgerImage an image with PostgreSQL as Debian lays it out, in which the ledger is kept
 */
public record BridgeWish(
        String image,
        String tag,
        Path archive,
        String domain,
        Map<String, String> settings,
        Map<String, Path> secrets,
        Path runs,
        String ledgerImage) {

    /** Copies what could change. */
    public BridgeWish {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /** Returns the image as Docker names it. */
    public String reference() {
        return image + ":" + tag;
    }
}
