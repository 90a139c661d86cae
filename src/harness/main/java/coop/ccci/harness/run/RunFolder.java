package coop.ccci.harness.run;

import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A run directory that this process has claimed: its lock is held for as long as the process lives. A run id is used
 * once, so that launching it twice is harmless.
 *
 * @param id the run
 * @param directory its folder
 * @param lock kept so that it is not freed
 */
public record RunFolder(RunId id, RunDirectory directory, KernelLock lock) implements AutoCloseable {
    private static final DateTimeFormatter BY_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /**
     * Claims the folder of a run.
     *
     * @throws RunException of usage when the run id was used already, of the environment when the folder cannot be written
     */
    public static RunFolder claim(Path runs, RunId id) {
        return tryClaim(runs, id)
                .orElseThrow(() -> RunException.usage("the run " + id + " exists already in " + runs
                        + ": it is running or has ended; take another run id"));
    }

    /**
     * Claims the folder of a new run that is named by the time, such as 20261122204512: far from the numbers that a
     * bridge gives.
     *
     * @throws RunException of the environment when the folder cannot be written
     */
    public static RunFolder claimNew(Path runs, Clock clock) {
        var id = RunId.parse(BY_TIME.format(clock.instant()));
        while (true) {
            var claimed = tryClaim(runs, id);
            if (claimed.isPresent()) {
                return claimed.get();
            }
            id = new RunId(id.value() + 1);
        }
    }

    private static Optional<RunFolder> tryClaim(Path runs, RunId id) {
        var directory = RunDirectory.of(runs, id);
        try {
            Files.createDirectories(directory.path());
            var lock = KernelLock.tryAcquire(directory.lock());
            if (lock.isPresent() && (isUsed(directory.events()) || isUsed(directory.results()))) {
                lock.get().close();
                return Optional.empty();
            }
            return lock.map(held -> new RunFolder(id, directory, held));
        } catch (IOException | UncheckedIOException e) {
            throw RunException.environment(
                    "cannot write the run directory " + directory.path() + ": " + reason(e)
                            + "; give --runs-dir (CCCI_RUNS_DIR) a folder that can be written",
                    e);
        }
    }

    private static boolean isUsed(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.FileSystemException file && file.getReason() == null
                ? e.getClass().getSimpleName() + " " + file.getFile()
                : e.getMessage();
    }

    @Override
    public void close() {
        lock.close();
    }
}
