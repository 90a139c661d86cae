package coop.ccci.harness.cli;

import coop.ccci.harness.result.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The stage that began last on a line that counts its seconds, and below each other those that ended: for terminals. */
final class LiveProgress implements Progress {
    private static final String CLEAR = "\r\u001b[K";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final ScheduledExecutorService ticker;
    private final Map<String, Long> running = new LinkedHashMap<>();

    LiveProgress(PrintStream out) {
        this.out = out;
        this.ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "terminal");
            thread.setDaemon(true);
            return thread;
        });
        var ignored = ticker.scheduleAtFixedRate(this::draw, 200, 200, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void started(String started) {
        running.put(started, System.nanoTime());
        draw();
    }

    @Override
    public synchronized void note(String message) {
        out.print(CLEAR);
        out.println("      " + message);
        draw();
    }

    @Override
    public synchronized void finished(String ended, String status, Duration duration, String message) {
        running.remove(ended);
        var line = PlainProgress.line(ended, status, duration, message);
        var colour = status.equals("fail") ? RED : GREEN;
        out.print(CLEAR);
        out.println(colour + line.substring(0, 4) + PLAIN + line.substring(4));
        draw();
    }

    @Override
    public synchronized void print(String line) {
        out.print(CLEAR);
        out.println(line);
    }

    private synchronized void draw() {
        running.entrySet().stream().reduce((earlier, later) -> later).ifPresent(newest -> {
            var seconds = (System.nanoTime() - newest.getValue()) / 1e9;
            out.print(CLEAR + String.format(Locale.ROOT, "…     %-12s  %6.1f s", newest.getKey(), seconds));
            out.flush();
        });
    }

    @Override
    public synchronized void close() {
        running.clear();
        ticker.shutdownNow();
        out.flush();
    }
}
