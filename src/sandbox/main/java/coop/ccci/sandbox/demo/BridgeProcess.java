package coop.ccci.sandbox.demo;

import coop.ccci.host.Waiter;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bridge, started as a user starts it: {@code ./cc-ci serve}, a program of its own that is told everything by its
 * environment.
 */
public final class BridgeProcess implements AutoCloseable {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(100));
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final int LAST_LINES = 15;

    private final Process process;
    private final Options options;
    private final int saidBefore;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private BridgeProcess(Process process, Options options, int saidBefore) {
        this.process = process;
        this.options = options;
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
    public static BridgeProcess start(Map<String, String> sandbox, Options options) {
        requireFree(options.port(), "CCCI_HTTP_PORT");
        requireFree(options.managementPort(), "CCCI_MANAGEMENT_PORT");
        try {
            Files.createDirectories(options.folder());
            Files.createDirectories(options.runs());
            var builder = new ProcessBuilder(options.home().resolve("cc-ci").toString(), "serve")
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(options.log().toFile()));
            var environment = builder.environment();
            environment.putAll(sandbox);
            environment.put("CCCI_HOME", options.home().toString());
            environment.put("CCCI_ENGINE", options.engine().code());
            environment.put("CCCI_RUNS_DIR", options.runs().toString());
            environment.put(
                    "CCCI_LEDGER_URL", "jdbc:h2:file:" + options.folder().resolve("ledger"));
            environment.put("CCCI_HTTP_PORT", Integer.toString(options.port()));
            environment.put("CCCI_MANAGEMENT_PORT", Integer.toString(options.managementPort()));
            environment.put("CCCI_PUBLIC_URL", "http://127.0.0.1:" + options.port());
            environment.put("POLL_INTERVAL", options.pollInterval());
            var saidBefore = lines(options.log()).size();
            var bridge = new BridgeProcess(builder.start(), options, saidBefore);
            bridge.awaitUp();
            return bridge;
        } catch (IOException e) {
            throw new SandboxException("cannot start the bridge: " + e.getMessage(), e);
        }
    }

    /** Returns where its pages are. */
    public URI pages() {
        return options.pages();
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
        awaitEnd(STOP_TIMEOUT);
    }

    /** Ends it with SIGTERM, and after a while with SIGKILL. */
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(STOP_TIMEOUT)) {
            kill();
        }
    }

    /** Returns the body that the page at the path answers with. */
    public String page(String path) {
        return get(options.pages().resolve(path)).body();
    }

    /** Returns what it says of its health, as JSON with its remarks; a slash, which Camel escapes, stands as it is. */
    public String health() {
        return get(URI.create(healthPage() + "?data=true")).body().replace("\\/", "/");
    }

    private URI healthPage() {
        return URI.create("http://127.0.0.1:" + options.managementPort() + "/observe/health");
    }

    /** Another bridge at this port would answer in the place of the one that is started. */
    private static void requireFree(int port, String variable) {
        TcpListener.on(port).ifPresent(other -> {
            throw new SandboxException(other.conflictMessage(variable));
        });
    }

    private void awaitUp() {
        var health = healthPage();
        var answered = WAITER.until(START_TIMEOUT, () -> !process.isAlive() || answers(health));
        if (!process.isAlive()) {
            throw new SandboxException(
                    "the bridge ended with " + process.exitValue() + "; the end of " + options.log() + ":\n" + tail());
        }
        if (!answered) {
            close();
            throw new SandboxException("the bridge was not up within " + START_TIMEOUT.toSeconds() + " s; the end of "
                    + options.log() + ":\n" + tail());
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
            var lines = lines(options.log());
            return String.join("\n", lines.subList(Math.max(saidBefore, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
