package coop.ccci.harness.result;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the sentences that somebody at the terminal reads, without the names and times of stages. */
public final class ShownLines implements Progress {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Returns them, the first one first. */
    public List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public void started(String stage) {}

    @Override
    public void note(String message) {
        lines.add(message);
    }

    @Override
    public void finished(String stage, String status, Duration duration, String message) {
        lines.add(message);
    }

    @Override
    public void print(String line) {
        lines.add(line);
    }

    @Override
    public void close() {}
}
