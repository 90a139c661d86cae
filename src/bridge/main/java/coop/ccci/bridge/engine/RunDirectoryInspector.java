package coop.ccci.bridge.engine;

import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Inspects run directories: what a harness on this machine shows of itself by its events, results and lock. */
public final class RunDirectoryInspector {
    /** Runs by hand have longer numbers, made of the time. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private RunDirectoryInspector() {}

    /**
     * Inspects one run directory.
     *
     * @return that the run has finished, died or runs; absent when its harness has not shown itself yet
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
            return hasBegun ? new RunObservation.Died(new EngineFault.HarnessDied()) : new RunObservation.Absent();
        } catch (UnreadableResultsException e) {
            return new RunObservation.Died(new EngineFault.UnusableResults(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + directory.path() + ": " + e, e);
        }
    }

    /**
     * Returns the processes that hold a run's lock, as the kernel lists them. Only the harness of the run opens its lock
     * file, and its children do not inherit it, so this finds the harness and never a process that took over an old
     * number.
     *
     * @return none when the lock file is not there
     */
    public static List<ProcessHandle> lockHolders(RunDirectory directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> hasOpen(process, directory.lock()))
                .toList();
    }

    private static boolean hasOpen(ProcessHandle process, Path file) {
        var descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (var entries = Files.newDirectoryStream(descriptors)) {
            for (var entry : entries) {
                if (leadsTo(entry, file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false; // it has ended, or belongs to another user
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // closed meanwhile, or not a file
        }
    }

    /** Returns what keeps harnesses from writing into the folder of run directories; empty when nothing does. */
    public static List<String> problems(Path runs) {
        return Files.isWritable(runs) ? List.of() : List.of("CCCI_RUNS_DIR " + runs + " cannot be written");
    }

    /**
     * Returns the highest number of a run directory. A ledger that was lost, or is another one, must not give the
     * numbers of directories that are there a second time: a harness refuses a directory that has been used.
     *
     * @param runs the folder of run directories
     * @return 0 when there is none
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static long highestNumber(Path runs) {
        try (var entries = Files.list(runs)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> NUMBER.matcher(name).matches())
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read CCCI_RUNS_DIR, " + runs, e);
        }
    }
}
