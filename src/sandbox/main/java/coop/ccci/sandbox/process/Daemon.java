package coop.ccci.sandbox.process;

import coop.ccci.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Its living processes, the oldest first. */
    public List<MarkedProcess> processes() {
        return MarkedProcess.of(part, folder);
    }

    /** The variable by which its processes are found; who starts others for it hands it to them. */
    public Map<String, String> mark() {
        return Map.of(MarkedProcess.variable(), MarkedProcess.mark(part, folder));
    }

    /** Whether any process of it lives. */
    public boolean lives() {
        return !processes().isEmpty();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws SandboxException with the end of its log, when it ends or is not ready in time
     */
    public void start(List<String> words, Map<String, String> environment, Duration limit, BooleanSupplier ready) {
        var all = new ArrayList<String>();
        all.add(Programs.need("setsid", "util-linux").toString());
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
            if (!await(limit, () -> ready.getAsBoolean() || !process.isAlive()) || !process.isAlive()) {
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
        if (!await(PATIENCE, () -> !processes().contains(first))) {
            first.handle().destroyForcibly();
        }
        processes().forEach(process -> process.handle().destroy());
        if (!await(Duration.ofSeconds(5), () -> !lives())) {
            processes().forEach(process -> process.handle().destroyForcibly());
            if (!await(Duration.ofSeconds(5), () -> !lives())) {
                throw new SandboxException("these processes do not end: "
                        + processes().stream().map(MarkedProcess::commandLine).toList());
            }
        }
        return before.size();
    }

    /** Polls until the condition holds or the time is over; answers whether it holds. */
    public static boolean await(Duration limit, BooleanSupplier condition) {
        return await(limit, POLL, condition);
    }

    /** Polls that often until the condition holds or the time is over; answers whether it holds. */
    public static boolean await(Duration limit, Duration every, BooleanSupplier condition) {
        var end = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            try {
                Thread.sleep(every.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SandboxException("interrupted", e);
            }
        }
        return true;
    }

    private String tail() throws IOException {
        var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
