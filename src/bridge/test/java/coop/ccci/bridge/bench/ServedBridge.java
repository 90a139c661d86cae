package coop.ccci.bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code ./cc-ci serve}, as an operator starts it, with ports and a ledger of its own. */
final class ServedBridge implements AutoCloseable {
    private static final Path COMMAND = Path.of("../../cc-ci").toAbsolutePath().normalize();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final URI address;
    private final Path log;

    private ServedBridge(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts it and waits until it shows its first page.
     *
     * @param folder for ledger, runs and log
     * @param settings all that it is told besides, however long a value is
     */
    static ServedBridge start(Path folder, Map<String, String> settings) {
        try {
            var port = FreePort.choose();
            var file = folder.resolve("bridge.properties");
            var properties = new Properties();
            properties.putAll(settings);
            properties.setProperty("CCCI_LEDGER_URL", "jdbc:h2:file:" + folder.resolve("ledger"));
            properties.setProperty("CCCI_RUNS_DIR", folder.resolve("runs").toString());
            properties.setProperty("CCCI_HTTP_PORT", String.valueOf(port));
            properties.setProperty("CCCI_MANAGEMENT_PORT", String.valueOf(FreePort.choose()));
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
            var log = folder.resolve("bridge.log");
            var builder = new ProcessBuilder(COMMAND.toString(), "serve")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("CCCI_CONFIG", file.toString());
            var bridge = new ServedBridge(builder.start(), URI.create("http://127.0.0.1:" + port), log);
            bridge.awaitReady();
            return bridge;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || isReady());
        assertThat(process.isAlive()).as(log()).isTrue();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns where the forge's webhook leads. */
    URI hook() {
        return address.resolve("/hook");
    }

    /** Returns how long processors have worked for it so far. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Returns what it has written. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends when it is told to")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
