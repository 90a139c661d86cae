package coop.ccci.sandbox.process;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A program of the sandbox that runs on in the background, in a session of its own: neither the end of the command nor
 * Ctrl-C in its terminal reaches it.
 *
 * @param part whose program it is
 * @param folder the sandbox's folder
 * @param log where its output goes
 */
public record Daemon(String part, Path folder, Path log) {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** Returns its living processes, the oldest first. */
    public List<MarkedProcess> processes() {
        return MarkedProcess.of(part, folder);
    }

    /** Returns the variable by which its processes are found; who starts others for it hands it to them. */
    public Map<String, String> mark() {
        return Map.of(MarkedProcess.VARIABLE, MarkedProcess.mark(part, folder));
    }

    /** Returns whether any process of it lives. */
    public boolean isRunning() {
        return !processes().isEmpty();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws SandboxException with the end of its log, when it ends or is not ready in time
     */
    public void start(List<String> words, Map<String, String> environment, Duration limit, BooleanSupplier ready) {
        var all = new ArrayList<String>();
        all.add(Executables.require("setsid", "util-linux").toString());
        all.addAll(words);
        try {
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(all)
                    .directory(log.getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            builder.environment().putAll(mark());
            var process = builder.start();
            if (!WAITER.until(limit, () -> ready.getAsBoolean() || !process.isAlive()) || !process.isAlive()) {
                throw new SandboxException(
                        (process.isAlive() ? "it was not ready within " + limit.toSeconds() + " s" : "it ended at once")
                                + "; the end of " + log + ":\n" + tail());
            }
        } catch (IOException e) {
            throw new SandboxException("cannot start " + words.get(0) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Ends it: asks the oldest process, which takes its children with it, then whatever is left, then kills.
     *
     * @return how many processes there were
     */
    public int stop() {
        var before = processes();
        if (before.isEmpty()) {
            return 0;
        }
        var first = before.get(0);
        first.handle().destroy();
        if (!WAITER.until(STOP_TIMEOUT, () -> !processes().contains(first))) {
            first.handle().destroyForcibly();
        }
        processes().forEach(process -> process.handle().destroy());
        if (!WAITER.until(Duration.ofSeconds(5), () -> !isRunning())) {
            processes().forEach(process -> process.handle().destroyForcibly());
            if (!WAITER.until(Duration.ofSeconds(5), () -> !isRunning())) {
                throw new SandboxException("these processes do not end: "
                        + processes().stream().map(MarkedProcess::commandLine).toList());
            }
        }
        return before.size();
    }

    private String tail() throws IOException {
        var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
