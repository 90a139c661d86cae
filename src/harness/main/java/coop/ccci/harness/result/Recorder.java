package coop.ccci.harness.result;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.VisibleText;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes everything that a run reports to {@code events.jsonl}, to {@code log.txt} and to the terminal, masked. Foreign
 * text is among it: here, and nowhere else, it loses what is not seen, and no line of it looks like one of ours. Safe for
 * use by several threads.
 */
public final class Recorder implements AutoCloseable {
    private static final long MAX_LOG_BYTES = 16 * 1024 * 1024;
    private static final long MAX_EVENT_BYTES = 4 * 1024 * 1024;
    private static final int MAX_NOTES = 100;

    /** How lines begin that say where a run is. */
    private static final String STAGE = "== ";

    /** How lines begin that somebody else wrote. */
    private static final String QUOTED = "| ";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Masker masker;
    private final Progress progress;
    private final AppendedFile events;
    private final AppendedFile log;
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /**
     * Opens the files of a run directory.
     *
     * @throws java.io.UncheckedIOException when they cannot be written
     */
    public Recorder(RunDirectory directory, Clock clock, Masker masker, Progress progress) {
        this.clock = clock;
        this.masker = masker;
        this.progress = progress;
        this.events = new AppendedFile(directory.events(), MAX_EVENT_BYTES);
        this.log = new AppendedFile(directory.log(), MAX_LOG_BYTES);
    }

    /** A stage begins. */
    public void started(String stage) {
        events.line(ContractJson.line(RunEvent.started(clock.instant(), stage)));
        write(STAGE + stage);
        if (!stage.equals(RunEvent.RUN)) {
            progress.started(stage);
        }
    }

    /**
     * A stage ended.
     *
     * @param status {@code pass}, {@code fail} or {@code skip}; for the run its verdict's word
     */
    public void finished(String stage, String status, Duration duration, Optional<String> message) {
        var masked = message.map(this::shown);
        events.line(ContractJson.line(RunEvent.finished(clock.instant(), stage, status, duration, masked)));
        write(STAGE + stage + ": " + status + masked.map(text -> ", " + text).orElse(""));
        if (!stage.equals(RunEvent.RUN)) {
            progress.finished(stage, status, duration, masked.orElse(""));
        }
    }

    /**
     * Something worth telling in a stage, for people: one sentence. It is told at the terminal, in the log and the
     * events, and stands in the results; the same sentence is kept there once, and at most {@value #MAX_NOTES} of them.
     */
    public void note(String stage, String message) {
        var masked = shown(message);
        if (!isNew(masked)) {
            log(masked);
            return;
        }
        events.line(ContractJson.line(RunEvent.note(clock.instant(), stage, masked)));
        log(masked);
        progress.note(masked);
    }

    /** What was told before, as of the app that a run has installed first, need not be told again. */
    private synchronized boolean isNew(String note) {
        if (notes.contains(note)) {
            return false;
        }
        if (notes.size() < MAX_NOTES) {
            notes.add(note);
        }
        return true;
    }

    /** Returns the notes so far, masked by what is known to be secret now, in order. */
    public List<String> notes() {
        return notes.stream().map(masker::mask).toList();
    }

    /** A line for the log only; what stands on further lines is marked as going on. */
    public void log(String line) {
        var lines = masker.mask(VisibleText.of(line)).split("\n", -1);
        for (var at = 0; at < lines.length; at++) {
            write(at == 0 && !isLikeOurs(lines[at]) ? lines[at] : quoted(lines[at]));
        }
    }

    /** Lines of somebody else, an app's or a program's, for the log only. */
    public void log(List<String> lines) {
        masker.mask(VisibleText.of(String.join("\n", lines))).lines().forEach(line -> write(quoted(line)));
    }

    /** A line for the log and for the person at the terminal. */
    public void print(String line) {
        var masked = shown(line);
        write(masked);
        progress.print(masked);
    }

    /** Made visible first: a secret with something unseen within it would pass. */
    private String shown(String message) {
        return masker.mask(VisibleText.line(message));
    }

    private void write(String line) {
        log.line(TIME.format(clock.instant()) + " " + line);
    }

    private static boolean isLikeOurs(String line) {
        return line.startsWith(STAGE);
    }

    private static String quoted(String line) {
        return line.startsWith(QUOTED) ? line : QUOTED + line;
    }

    /**
     * Passes while everything could be written.
     *
     * @throws RunException when the disk did not take it
     */
    public void check() {
        events.trouble().or(log::trouble).ifPresent(trouble -> {
            throw RunException.environment(trouble + "; make room on the disk and start the run again");
        });
    }

    @Override
    public void close() {
        progress.close();
        events.close();
        log.close();
    }
}
