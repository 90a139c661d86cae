package coop.ccci.bridge;

import coop.ccci.bridge.config.ConfigurationReader;
import java.time.Clock;
import picocli.CommandLine.Command;

/** {@code cc-ci serve}: the bridge, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = BridgeMain.Version.class,
        description = {
            "Watches pull requests for !testme, runs tests and reports their verdicts.",
            "",
            "Everything is set by environment variables, or in a properties file named by CCCI_CONFIG;",
            "docs/configuration.md explains each. GITEA_URL, GITEA_TOKEN (or GITEA_TOKEN_FILE) and POLL_REPOS have",
            "no default."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped when told so", "2:a setting is wrong or missing", "3:the machine is in the way"})
final class ServeCommand implements Runnable {
    @Override
    public void run() {
        var configuration = ConfigurationReader.read(System.getenv());
        try (var bridge = Bridge.open(configuration, Clock.systemUTC())) {
            bridge.runUntilStopped();
        }
    }
}
