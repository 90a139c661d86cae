package coop.ccci.harness.tier;

import coop.ccci.harness.swarm.RunApp;
import java.util.regex.Pattern;

/** Paths in the backup bot's words, as whoever wrote the recipe knows them. */
final class VolumePaths {
    /** Where Docker has a volume on the machine, and where the bot sees it. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile("/[^\\s,\"']*volumes/([^\\s/,\"']+)/_data/?");

    private VolumePaths() {}

    /** Returns a text with {@code volume:/path} for each path of the machine, and objects without the app's stack. */
    static String shown(RunApp app, String text) {
        return OF_THE_MACHINE.matcher(text.replace(app.service(""), "")).replaceAll("$1:/");
    }
}
