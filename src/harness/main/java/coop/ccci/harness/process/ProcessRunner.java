package coop.ccci.harness.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs programs. Each becomes the leader of a process group and session of its own ({@code setsid}), so that a Ctrl-C
 * at the terminal reaches only the harness, and so that it can be ended together with all its children.
 */
public final class ProcessRunner {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Masker masker;
    private final Consumer<String> log;
    private final List<String> launcher;

    /**
     * Makes a runner of programs.
     *
     * @param masker hides secrets in what goes to the log
     * @param log takes one line at a time, masked, from several threads
     */
    public ProcessRunner(Masker masker, Consumer<String> log) {
        this(masker, log, List.of());
    }

    private ProcessRunner(Masker masker, Consumer<String> log, List<String> launcher) {
        this.masker = masker;
        this.log = log;
        this.launcher = List.copyOf(launcher);
    }

    /**
     * Returns one whose programs are started by another program.
     *
     * @param words that program and its arguments, to which the vector of the program is added; none changes nothing
     */
    public ProcessRunner startedBy(List<String> words) {
        return new ProcessRunner(masker, log, words);
    }

    /**
     * Runs a program to its end. However this method is left, the program and its group are gone.
     *
     * @param deadline ends the program when it is over
     * @throws CancelledException when the deadline was over before the program had ended
     * @throws UncheckedIOException when it cannot be started
     */
    public ProcessResult run(ProcessSpec command, Deadline deadline) {
        deadline.check();
        log.accept("$ " + masker.mask(command.describe()));
        var began = System.nanoTime();
        var process = start(command, launcher);
        var output = new StreamCollector(process.getInputStream(), command.loud() ? this::logLine : line -> {}, masker);
        var errors = new StreamCollector(process.getErrorStream(), command.loud() ? this::logLine : line -> {}, masker);
        var killed = false;
        try {
            deadline.await(process.onExit(), command.atMost());
        } catch (TimeoutException e) {
            killed = true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            end(process);
        }
        output.await(DRAIN);
        errors.await(DRAIN);
        var duration = Duration.ofNanos(System.nanoTime() - began);
        return new ProcessResult(process.exitValue(), killed, output.text(), errors.text(), duration);
    }

    private void logLine(String line) {
        log.accept("| " + line);
    }

    private static Process start(ProcessSpec command, List<String> launcher) {
        var arguments = new ArrayList<String>();
        arguments.add("setsid");
        arguments.addAll(launcher);
        arguments.addAll(command.arguments());
        var builder = new ProcessBuilder(arguments)
                .directory(command.directory().toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.arguments().get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Ends what is left of the group: politely where the leader still runs, then for sure. */
    private static void end(Process process) {
        if (process.isAlive()) {
            signal("TERM", process.pid());
            awaitExit(process.onExit());
        }
        signal("KILL", process.pid());
        // It may have had no group of its own yet. By its handle: the process would close its streams too, and lose
        // what was said last.
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitExit(CompletableFuture<Process> exit) {
        try {
            exit.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // it gets the signal that cannot be ignored
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The group's id is its leader's; while any member lives the kernel gives it to nobody else. */
    private static void signal(String name, long group) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "kill", name, Long.toString(group))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start /bin/sh to end a program: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
