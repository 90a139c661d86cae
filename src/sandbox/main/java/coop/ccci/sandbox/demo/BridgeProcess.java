package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.process.TcpListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bridge, started as a user starts it: {@code ./cc-ci serve}, a program of its own that is told everything by its
 * environment.
 */
public final class BridgeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GOODBYE = Duration.ofSeconds(20);
    private static final int LAST_LINES = 15;

    private final Process process;
    private final Options settings;
    private final int saidBefore;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private BridgeProcess(Process process, Options settings, int saidBefore) {
        this.process = process;
        this.settings = settings;
        this.saidBefore = saidBefore;
    }

    /**
     * What one bridge is told besides the sandbox's environment.
     *
     * @param home the checkout
     * @param engine what executes the runs
     * @param folder the bridge's own: ledger and log
     * @param runs where the run directories are
     * @param port of the pages, on 127.0.0.1
     * @param managementPort of health and metrics, on 127.0.0.1
     * @param pollInterval how often it asks the forge, as its configuration has it: {@code 2s}
     */
    public record Options(
            Path home, EngineChoice engine, Path folder, Path runs, int port, int managementPort, String pollInterval) {

        /** Returns the file with everything the bridge says. */
        public Path log() {
            return folder.resolve("bridge.log");
        }

        /** Returns where its pages are. */
        public URI pages() {
            return URI.create("http://127.0.0.1:" + port + "/");
        }
    }

    /**
     * Starts a bridge and waits until it is up.
     *
     * @param sandbox the sandbox's environment, as {@code sandbox env} prints it
     * @throws SandboxException with the last lines of its log, when it ends or is not up within a minute
     */
    public static BridgeProcess start(Map<String, String> sandbox, Options settings) {
        requireFree(settings.port(), "CCCI_HTTP_PORT");
        requireFree(settings.managementPort(), "CCCI_MANAGEMENT_PORT");
        try {
            Files.createDirectories(settings.folder());
            Files.createDirectories(settings.runs());
            var builder = new ProcessBuilder(settings.home().resolve("cc-ci").toString(), "serve")
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
            var environment = builder.environment();
            environment.putAll(sandbox);
            environment.put("CCCI_HOME", settings.home().toString());
            environment.put("CCCI_ENGINE", settings.engine().code());
            environment.put("CCCI_RUNS_DIR", settings.runs().toString());
            environment.put(
                    "CCCI_LEDGER_URL", "jdbc:h2:file:" + settings.folder().resolve("ledger"));
            environment.put("CCCI_HTTP_PORT", Integer.toString(settings.port()));
            environment.put("CCCI_MANAGEMENT_PORT", Integer.toString(settings.managementPort()));
            environment.put("CCCI_PUBLIC_URL", "http://127.0.0.1:" + settings.port());
            environment.put("POLL_INTERVAL", settings.pollInterval());
            var saidBefore = lines(settings.log()).size();
            var bridge = new BridgeProcess(builder.start(), settings, saidBefore);
            bridge.awaitUp();
            return bridge;
        } catch (IOException e) {
            throw new SandboxException("cannot start the bridge: " + e.getMessage(), e);
        }
    }

    /** Returns where its pages are. */
    public URI pages() {
        return settings.pages();
    }

    /** Returns whether it still runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until it ends of its own. */
    public void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it the way a crash does: SIGKILL, nothing is written any more. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(GOODBYE);
    }

    /** Ends it with SIGTERM, and after a while with SIGKILL. */
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(GOODBYE)) {
            kill();
        }
    }

    /** Returns the body that the page at the path answers with. */
    public String page(String path) {
        return get(settings.pages().resolve(path)).body();
    }

    /** Another bridge at this port would answer in the place of the one that is started. */
    private static void requireFree(int port, String variable) {
        TcpListener.on(port).ifPresent(other -> {
            throw new SandboxException(other.conflictMessage(variable));
        });
    }

    private void awaitUp() {
        var end = Instant.now().plus(PATIENCE);
        var health = URI.create("http://127.0.0.1:" + settings.managementPort() + "/observe/health");
        while (!answers(health)) {
            if (!process.isAlive()) {
                throw new SandboxException("the bridge ended with " + process.exitValue() + "; the end of "
                        + settings.log() + ":\n" + tail());
            }
            if (Instant.now().isAfter(end)) {
                close();
                throw new SandboxException("the bridge was not up within " + PATIENCE.toSeconds() + " s; the end of "
                        + settings.log() + ":\n" + tail());
            }
            awaitEnd(Duration.ofMillis(100));
        }
    }

    /** Up is up, also when a part of it is not well: its health says so with 503. */
    private boolean answers(URI health) {
        try {
            var code = get(health).statusCode();
            return code == 200 || code == 503;
        } catch (SandboxException e) {
            return false;
        }
    }

    private HttpResponse<String> get(URI address) {
        try {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new SandboxException(address + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }

    private boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }

    /** Returns the last lines that this bridge said; the log may hold those of bridges before it. */
    private String tail() {
        try {
            var lines = lines(settings.log());
            return String.join("\n", lines.subList(Math.max(saidBefore, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
