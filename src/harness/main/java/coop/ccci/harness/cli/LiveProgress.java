package coop.ccci.harness.cli;

import coop.ccci.harness.result.Progress;
import coop.ccci.host.HumanTime;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Shows finished stages as lines, and the running one on a live line that counts its seconds: for terminals. */
final class LiveProgress implements Progress {
    /** Picocli has colours, but nothing that moves the cursor. */
    private static final String CLEAR = "\r\u001b[K";

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
        var colour = status.equals("fail") ? "red" : "green";
        out.print(CLEAR);
        out.println(Ansi.ON.string("@|" + colour + " " + line.substring(0, 4) + "|@") + line.substring(4));
        draw();
    }

    @Override
    public synchronized void print(String line) {
        out.print(CLEAR);
        out.println(line);
    }

    private synchronized void draw() {
        running.entrySet().stream().reduce((earlier, later) -> later).ifPresent(newest -> {
            var elapsed = Duration.ofNanos(System.nanoTime() - newest.getValue());
            out.print(CLEAR
                    + String.format(
                            Locale.ROOT,
                            "…     %s  %8s",
                            PlainProgress.name(newest.getKey()),
                            HumanTime.seconds(elapsed)));
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
