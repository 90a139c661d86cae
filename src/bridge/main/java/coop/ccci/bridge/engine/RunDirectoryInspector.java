package coop.ccci.bridge.engine;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** What a harness on this machine shows of itself: its events, its results, and the lock that it holds while it lives. */
public final class RunDirectoryInspector {
    private RunDirectoryInspector() {}

    /**
     * Looks into a run directory.
     *
     * @return that it has finished, died or runs; absent when it has not shown itself yet
     * @throws UncheckedIOException when the directory cannot be read
     */
    public static RunObservation of(RunDirectory directory) {
        try {
            // Only after the first event may the lock be tried: the harness holds it by then, whereas before that the
            // trial itself could be in the way of a harness that is about to take it.
            var hasBegun = Files.exists(directory.events()) && Files.size(directory.events()) > 0;
            var isAlive = hasBegun && KernelLock.isHeld(directory.lock());
            // Read after the lock was seen free: a harness writes its results before it lets go.
            var results = ContractJson.read(directory.results());
            if (results.isPresent()) {
                return new RunObservation.Finished(results.get());
            }
            if (isAlive) {
                return new RunObservation.Running();
            }
            return hasBegun
                    ? new RunObservation.Died("the harness died before it wrote its results")
                    : new RunObservation.Absent();
        } catch (UnreadableResultsException e) {
            return new RunObservation.Died("the run's results cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + directory.path() + ": " + e, e);
        }
    }
}
