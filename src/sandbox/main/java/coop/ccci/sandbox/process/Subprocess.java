package coop.ccci.sandbox.process;

import coop.ccci.host.ProcessTree;
import coop.ccci.sandbox.config.SandboxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One run of another program: an argument vector, no shell, a time limit, its output read as it comes. It does not
 * outlive this process: when that is told to end, the program is killed with all that it started.
 */
public final class Subprocess {
    private static final int KEPT_LINES = 30;

    private final List<String> words;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path folder = Path.of("/");
    private Duration limit = Duration.ofMinutes(1);
    private Consumer<String> lines = line -> {};

    private Subprocess(List<String> words) {
        this.words = words;
    }

    /** Returns the program and its arguments. */
    public static Subprocess of(String... words) {
        return new Subprocess(List.of(words));
    }

    /** Returns the program and its arguments. */
    public static Subprocess of(List<String> words) {
        return new Subprocess(List.copyOf(words));
    }

    /** Adds a variable to the environment. */
    public Subprocess with(String key, String value) {
        environment.put(key, value);
        return this;
    }

    /** Sets where it runs; default is {@code /}. */
    public Subprocess in(Path where) {
        folder = where;
        return this;
    }

    /** Sets after how much time it is killed; default is one minute. */
    public Subprocess within(Duration time) {
        limit = time;
        return this;
    }

    /** Sets what is given every line of output and errors as it comes. */
    public Subprocess lines(Consumer<String> reader) {
        lines = reader;
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @return what it wrote to both streams, the last 30 lines of it
     * @throws SandboxException with the last lines, when it cannot be started, fails or takes too long
     */
    public String run() {
        try {
            var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            var ender = new Thread(() -> ProcessTree.kill(process), "end of " + describe());
            try {
                tie(ender);
                return follow(process);
            } finally {
                untie(ender);
            }
        } catch (TimeoutException e) {
            throw new SandboxException(describe() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SandboxException("cannot run " + describe() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while " + describe() + " ran", e));
        }
    }

    private String follow(Process process) throws IOException, InterruptedException, TimeoutException {
        var kept = new ArrayDeque<String>();
        process.getOutputStream().close();
        var watch = process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        var ended = watch.exceptionally(late -> {
            ProcessTree.kill(process);
            return process;
        });
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
                kept.add(line);
                if (kept.size() > KEPT_LINES) {
                    kept.removeFirst();
                }
            }
        }
        var code = ended.join().waitFor();
        var text = String.join("\n", kept);
        if (watch.isCompletedExceptionally()) {
            throw new TimeoutException("it took longer than " + limit.toSeconds() + " s\n" + text);
        }
        if (code != 0) {
            throw new SandboxException(describe() + " ended with " + code + ":\n" + text);
        }
        return text;
    }

    private static void tie(Thread ender) {
        try {
            Runtime.getRuntime().addShutdownHook(ender);
        } catch (IllegalStateException e) {
            // This process ends already and runs a program to clean up: the time limit must do.
            assert e != null;
        }
    }

    private static void untie(Thread ender) {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException e) {
            // This process ends: the hook runs, or has run.
            assert e != null;
        }
    }

    /** Returns the program and its first arguments; the rest may be passwords. */
    private String describe() {
        var name = Path.of(words.get(0)).getFileName().toString();
        return words.size() < 2 ? name : name + " " + words.get(1);
    }
}
