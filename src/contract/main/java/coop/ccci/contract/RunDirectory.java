package coop.ccci.contract;

import java.nio.file.Path;

/**
 * The folder of one run, {@code <runs>/<run id>/}: what the harness writes and everybody else only reads.
 *
 * @param path the folder itself
 */
public record RunDirectory(Path path) {
    /** The name of the picture of the app, a PNG of 1280 by 800 pixels. */
    public static final String SCREENSHOT = "screenshot.png";

    /** The name of the page that shows all of a run and needs no other file. */
    public static final String REPORT = "report.html";

    /** The name of the card of a run, a PNG of 1200 by 630 pixels. */
    public static final String SUMMARY = "summary.png";

    /** The name of the file that says in JUnit's form what was asserted. */
    public static final String JUNIT = "junit.xml";

    /** A report, or a file in JUnit's form, of more bytes is neither written nor shown. */
    public static final int MAX_REPORT_BYTES = 8 * 1024 * 1024;

    /** A picture of more bytes is neither kept nor shown. */
    public static final int MAX_SCREENSHOT_BYTES = 2 * 1024 * 1024;

    /** The folder of a run under the folder of all runs. */
    public static RunDirectory of(Path runs, RunId id) {
        return new RunDirectory(runs.resolve(id.toString()));
    }

    /** One {@link RunEvent} a line, appended as things happen. */
    public Path events() {
        return path.resolve("events.jsonl");
    }

    /** What a person reads to understand the run; secrets are masked. */
    public Path log() {
        return path.resolve("log.txt");
    }

    /** The {@link Results}; it appears whole, by a rename, when the run has ended. */
    public Path results() {
        return path.resolve("results.json");
    }

    /** The picture of the app's landing page; it appears whole, by a rename. */
    public Path screenshot() {
        return path.resolve(SCREENSHOT);
    }

    /** Everything about the run on one page; it appears whole, by a rename, before the results do. */
    public Path report() {
        return path.resolve(REPORT);
    }

    /** The card of the run; it appears whole, by a rename, before the results do. */
    public Path summary() {
        return path.resolve(SUMMARY);
    }

    /** What was asserted, in JUnit's form; it appears whole, by a rename, before the results do. */
    public Path junit() {
        return path.resolve(JUNIT);
    }

    /** Standard output and error of a detached harness: what a fault before the log was open looks like. */
    public Path console() {
        return path.resolve("console.txt");
    }

    /**
     * Held as a {@link KernelLock} by the harness for as long as it lives: whoever can take it knows that the run is
     * over, however it ended.
     */
    public Path lock() {
        return path.resolve("run.lock");
    }

    /** The run's private {@code ABRA_DIR}. */
    public Path abra() {
        return path.resolve("abra");
    }
}
