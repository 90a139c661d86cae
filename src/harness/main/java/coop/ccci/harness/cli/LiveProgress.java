package coop.ccci.harness.cli;

import coop.ccci.harness.result.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The running stage on a line that counts its seconds, and below each other those that ended: for terminals. */
final class LiveProgress implements Progress {
    private static final String CLEAR = "\r\u001b[K";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final ScheduledExecutorService ticker;
    private String stage = "";
    private long began;

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
        stage = started;
        began = System.nanoTime();
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
        stage = "";
        var line = PlainProgress.line(ended, status, duration, message);
        var colour = status.equals("fail") ? RED : GREEN;
        out.print(CLEAR);
        out.println(colour + line.substring(0, 4) + PLAIN + line.substring(4));
    }

    @Override
    public synchronized void say(String line) {
        out.print(CLEAR);
        out.println(line);
    }

    private synchronized void draw() {
        if (!stage.isEmpty()) {
            var seconds = (System.nanoTime() - began) / 1e9;
            out.print(CLEAR + String.format(Locale.ROOT, "…     %-12s  %6.1f s", stage, seconds));
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        stage = "";
        ticker.shutdownNow();
        out.flush();
    }
}
