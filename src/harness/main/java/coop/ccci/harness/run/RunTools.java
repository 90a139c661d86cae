package coop.ccci.harness.run;

import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.Stopwatch;
import java.time.Clock;

/**
 * What every part of a run works with.
 *
 * @param folder where the run writes
 * @param request what was asked for, as it was given
 * @param deadline how long the run may go on
 * @param masker hides secrets
 * @param stopwatch counts what abra, swarm and the app take
 * @param recorder where events and log lines go
 * @param programs starts programs
 * @param timeouts how long is waited for what the run does not do itself
 * @param clock tells the time
 */
record RunTools(
        RunFolder folder,
        Request request,
        Deadline deadline,
        Masker masker,
        Stopwatch stopwatch,
        Recorder recorder,
        ProcessRunner programs,
        RunTimeouts timeouts,
        Clock clock) {
    /** Returns the run's own folder for abra. */
    AbraFolder abra(RunSettings settings) {
        return new AbraFolder(folder.directory().abra(), settings.abraServer());
    }

    /** Makes it, out of the machine's own. */
    AbraFolder makeAbra(RunSettings settings) {
        return AbraFolder.make(folder.directory().abra(), settings.abra(), settings.abraServer());
    }
}
