package coop.ccci.sandbox.plan;

import coop.ccci.contract.Excerpt;
import coop.ccci.host.HumanTime;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Progress on a terminal or in a log. On a terminal finished things stand as lines with colours and one live line below
 * says what is going on; in a log there is a line for every step, and one every 30 seconds for work that is long.
 */
public final class ConsoleDisplay implements ProgressDisplay {
    private static final Duration REMINDER_INTERVAL = Duration.ofSeconds(30);
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private final Instant began;
    private final Map<Task, Boolean> open = new LinkedHashMap<>();
    private final ScheduledExecutorService ticks;

    private ConsoleDisplay(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.began = clock.instant();
        this.ticks = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts showing; standard output stays free for what a command answers.
     *
     * @param terminal whether a person looks at it: live line and colours
     */
    public static ConsoleDisplay onStandardError(boolean terminal) {
        var console = new ConsoleDisplay(System.err, terminal, InstantSource.system());
        var every = terminal ? 100 : 1000;
        var ticking = console.ticks.scheduleAtFixedRate(console::tick, every, every, TimeUnit.MILLISECONDS);
        assert !ticking.isDone();
        return console;
    }

    /** For tests: no ticks of its own, the clock and {@link #tick} are theirs. */
    static ConsoleDisplay stepped(PrintStream out, boolean terminal, InstantSource clock) {
        return new ConsoleDisplay(out, terminal, clock);
    }

    @Override
    public synchronized Activity begin(String name) {
        var work = new Task(name);
        open.put(work, true);
        return work;
    }

    @Override
    public synchronized void close() {
        ticks.shutdownNow();
        erase();
    }

    synchronized void tick() {
        if (terminal) {
            erase();
            drawLive();
        } else {
            open.keySet().forEach(Task::sayIfLong);
        }
    }

    private void erase() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    private void drawLive() {
        var line = open.keySet().stream().map(Task::live).collect(Collectors.joining(" · "));
        if (!line.isEmpty()) {
            var text = elapsed() + "  " + line;
            out.print(Excerpt.fit(text, WIDTH));
            out.flush();
        }
    }

    private synchronized void print(String sign, Style style, String name, String words) {
        erase();
        var shown = terminal ? style.on() + sign + style.off() : sign;
        out.printf("%10s  %s %-20s %s%n", elapsed(), shown, name, words);
        if (terminal) {
            drawLive();
        }
    }

    private String elapsed() {
        return HumanTime.format(Duration.between(began, clock.instant()));
    }

    private final class Task implements Activity {
        private final String name;
        private String doing = "";
        private Instant spoke = clock.instant();

        Task(String name) {
            this.name = name;
        }

        @Override
        public void doing(String what) {
            synchronized (ConsoleDisplay.this) {
                doing = what;
                spoke = clock.instant();
                if (!terminal) {
                    print("…", Style.faint, name, what);
                }
            }
        }

        @Override
        public void note(String line) {
            print("!", Style.fg_yellow, name, line);
        }

        @Override
        public void done(String words) {
            end();
            if (!words.isEmpty()) {
                print("✓", Style.fg_green, name, words);
            }
        }

        @Override
        public void failed(String words) {
            end();
            print("✗", Style.fg_red, name, words);
        }

        private void end() {
            synchronized (ConsoleDisplay.this) {
                open.remove(this);
            }
        }

        private String live() {
            return doing.isEmpty() ? name : name + ": " + doing;
        }

        private void sayIfLong() {
            if (!doing.isEmpty() && Duration.between(spoke, clock.instant()).compareTo(REMINDER_INTERVAL) >= 0) {
                spoke = clock.instant();
                print("…", Style.faint, name, "still " + doing);
            }
        }
    }
}
