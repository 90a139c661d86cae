package coop.ccci.sandbox.part.program;

import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** How many programs are built at a time: as many as there is memory for, since each keeps all cores busy by itself. */
final class BuildSlots {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final long KILOBYTES_PER_BUILD = 3_000_000;

    private static final Semaphore SLOTS = new Semaphore(count(memory()), true);

    private BuildSlots() {}

    /** Runs the work as soon as there is memory for it. */
    static void run(ProgressReporter reporter, Runnable work) {
        if (!SLOTS.tryAcquire()) {
            reporter.doing("waiting for another build, because there is not enough memory for both");
            SLOTS.acquireUninterruptibly();
        }
        try {
            work.run();
        } finally {
            SLOTS.release();
        }
    }

    /** Returns how many builds there is memory for, at least one. */
    static int count(String memory) {
        var available = AVAILABLE.matcher(memory);
        return available.find() ? (int) Math.max(1, Long.parseLong(available.group(1)) / KILOBYTES_PER_BUILD) : 1;
    }

    private static String memory() {
        try {
            return Files.readString(MEMORY);
        } catch (IOException unknown) {
            return "";
        }
    }
}
