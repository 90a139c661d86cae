package coop.ccci.bridge.engine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes that have a file open, as the kernel tells. Only the harness of a run opens its lock file, and its
 * children do not inherit it, so this finds the harness itself and never a process that took over an old number.
 */
public final class LockHolders {
    private LockHolders() {}

    /** Those of a file; none when it is not there. */
    public static List<ProcessHandle> of(Path file) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> hasOpen(process, file))
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
            return false; // it has ended, or is somebody else's
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // closed meanwhile, or not a file
        }
    }
}
