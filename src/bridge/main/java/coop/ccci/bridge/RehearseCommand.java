package coop.ccci.bridge;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code cc-ci rehearse}: a start without a forge and on an empty ledger, which asks for its own pages and ends. So
 * {@code src/archive-classes} sees what a start loads.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts a bridge without a forge, asks for its pages and stops: shows what a start loads.")
final class RehearseCommand implements Runnable {
    private static final int MILLIS = 10_000;
    private static final List<String> PAGES = List.of("/", "/api/recipes", "/badge/none.svg", "/assets/style.css");
    private static final List<String> MANAGEMENT_PAGES = List.of("/observe/health", "/observe/metrics");

    @Parameters(paramLabel = "<folder>", description = "Gets the ledger and the runs; made where it is not there.")
    private Path folder;

    @Override
    public void run() {
        var settings = settings();
        try (var bridge = Bridge.open(ConfigurationReader.read(settings), Clock.systemUTC())) {
            bridge.start();
            PAGES.forEach(page -> ask(settings.get("CCCI_HTTP_PORT"), page));
            MANAGEMENT_PAGES.forEach(page -> ask(settings.get("CCCI_MANAGEMENT_PORT"), page));
        }
    }

    /** Nothing of the environment: whatever is set there, nobody's pull requests are looked at. */
    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("GITEA_URL", "http://127.0.0.1:" + String.valueOf(FreePort.choose()));
        settings.put("GITEA_TOKEN", "none");
        settings.put("POLL_REPOS", "nobody/nothing");
        settings.put("WEBHOOK_SECRET", "nobody-has-this-secret");
        settings.put("CCCI_ENGINE_COMMAND", "/bin/false");
        settings.put("CCCI_RECIPE_TESTS", folder("recipe-tests"));
        settings.put("CCCI_RUNS_DIR", folder("runs"));
        settings.put(
                "CCCI_LEDGER_URL", "jdbc:h2:file:" + folder.toAbsolutePath().resolve("ledger"));
        settings.put("CCCI_HTTP_PORT", String.valueOf(FreePort.choose()));
        settings.put("CCCI_MANAGEMENT_PORT", String.valueOf(FreePort.choose()));
        return settings;
    }

    private String folder(String name) {
        try {
            return Files.createDirectories(folder.toAbsolutePath().resolve(name))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the answer, whatever it is. */
    private static void ask(String port, String page) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException("the rehearsal got no answer for " + page, e);
        }
    }
}
