package coop.ccci.reconcile.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.ccci.host.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls programs as processes of this host, with this process's environment and some variables more. */
public final class ProcessCaller implements ProgramCaller {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, String> more;

    /**
     * Creates a caller.
     *
     * @param more variables that every program sees besides the environment of this process
     */
    public ProcessCaller(Map<String, String> more) {
        this.more = Map.copyOf(more);
    }

    @Override
    public CallOutput call(List<String> words, String input, Duration atMost) {
        var began = System.nanoTime();
        try {
            var process = builder(words).start();
            return finish(words, process, input, atMost, began);
        } catch (IOException e) {
            throw new CallException("cannot start " + words.get(0) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public CallOutput pipe(List<String> first, List<String> second, Duration atMost) {
        var began = System.nanoTime();
        try {
            var both = ProcessBuilder.startPipeline(
                    List.of(builder(first).redirectError(ProcessBuilder.Redirect.DISCARD), builder(second)));
            var output = finish(second, both.get(1), "", atMost, began);
            if (await(first, both.get(0), atMost, began) != 0) {
                throw new CallException(first.get(0) + " failed, and " + second.get(0) + " read what it wrote");
            }
            return output;
        } catch (IOException e) {
            throw new CallException("cannot start " + first.get(0) + " or " + second.get(0) + ": " + e.getMessage(), e);
        }
    }

    private ProcessBuilder builder(List<String> words) {
        var builder = new ProcessBuilder(words);
        builder.environment().putAll(more);
        return builder;
    }

    private static CallOutput finish(List<String> words, Process process, String input, Duration atMost, long began) {
        var output = read(process.getInputStream());
        var errors = read(process.getErrorStream());
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // It ended, or closed its input, before it had read all: its exit code says what that means.
            assert e != null;
        }
        var code = await(words, process, atMost, began);
        return new CallOutput(code, text(words, output), text(words, errors));
    }

    private static int await(List<String> words, Process process, Duration atMost, long began) {
        try {
            if (process.waitFor(atMost.toNanos() - (System.nanoTime() - began), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
            ProcessTree.kill(process);
            throw new CallException(words.get(0) + " did not end within " + atMost.toSeconds() + " s, and was killed");
        } catch (InterruptedException e) {
            ProcessTree.kill(process);
            Thread.currentThread().interrupt();
            throw new CallException("interrupted while " + words.get(0) + " ran", e);
        }
    }

    /** Returns what a program has said, which ends with it unless it has left something running that could go on. */
    private static String text(List<String> words, CompletableFuture<String> reading) {
        try {
            return reading.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CallException("what " + words.get(0) + " said cannot be read to its end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallException("interrupted while " + words.get(0) + " ran", e);
        }
    }

    /** Reads all, so that the program is never held up, and keeps so much. */
    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        var kept = new String(stream.readNBytes(MAX_BYTES), UTF_8);
                        stream.transferTo(OutputStream.nullOutputStream());
                        return kept;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                // A thread for each: readers that wait for each other's thread would hold the program up.
                task -> new Thread(task, "reader of a program").start());
    }
}
