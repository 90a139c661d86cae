package coop.ccci.reconcile;

import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The runs that are at work, which is told by the locks that their harnesses hold. */
final class RunsAtWork {
    private RunsAtWork() {}

    /**
     * Returns the ids of the runs at work; none where there is no folder of runs.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    static List<String> in(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (var folders = Files.list(runs)) {
            return folders.filter(folder -> isAtWork(new RunDirectory(folder)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + runs + ": " + e.getMessage(), e);
        }
    }

    private static boolean isAtWork(RunDirectory run) {
        return Files.exists(run.lock()) && KernelLock.isHeld(run.lock());
    }
}
