package coop.ccci.harness.retention;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.process.Deadline;
import coop.ccci.host.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The folders of ended runs beside the one of this run. Only what has the name and the lock of a run is touched, no link
 * is followed, and a run whose lock is held lives. What cannot be read or removed costs nothing but room.
 *
 * @param runs the folder of all run directories
 * @param own the run that looks, which is passed over
 * @param rule what is kept
 * @param clock by which ages are told
 * @param tell takes what went wrong, one sentence
 */
public record OldRuns(Path runs, RunId own, RetentionRule rule, Clock clock, Consumer<String> tell) {
    /** No run spends its time on more folders than so many; the next one goes on. */
    private static final int MAX_REMOVED = 200;

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    /**
     * Removes what is not kept any more.
     *
     * @param deadline ends it
     * @return how many runs lost something
     */
    public int clean(Deadline deadline) {
        var removals = rule.of(ended(deadline), clock.instant());
        var removed = 0;
        for (var id : removals.whole()) {
            if (removed < MAX_REMOVED && deadline.over().isEmpty()) {
                removed += whenOver(id, directory -> FileTrees.delete(directory.path())) ? 1 : 0;
            }
        }
        for (var id : removals.work()) {
            if (removed < MAX_REMOVED && deadline.over().isEmpty()) {
                removed += whenOver(id, OldRuns::removeWork) ? 1 : 0;
            }
        }
        return removed;
    }

    private List<KeptRun> ended(Deadline deadline) {
        var ended = new ArrayList<KeptRun>();
        try (var folders = Files.newDirectoryStream(runs)) {
            for (var folder : folders) {
                var name = folder.getFileName().toString();
                if (deadline.over().isEmpty() && ID.matcher(name).matches() && isRun(folder)) {
                    var id = RunId.parse(name);
                    if (!id.equals(own)) {
                        look(id, new RunDirectory(folder)).ifPresent(ended::add);
                    }
                }
            }
        } catch (IOException e) {
            tell.accept("cannot look for old runs in " + runs + ": " + e.getMessage());
        }
        return ended;
    }

    private static boolean isRun(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(new RunDirectory(folder).lock(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty when it cannot be looked at: another run may be removing it. */
    private static Optional<KeptRun> look(RunId id, RunDirectory directory) {
        var newest = Instant.EPOCH;
        var bytes = 0L;
        var workBytes = 0L;
        try (var files = Files.newDirectoryStream(directory.path())) {
            for (var file : files) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isDirectory()) {
                    workBytes += size(file);
                } else {
                    bytes += attributes.size();
                    var written = attributes.lastModifiedTime().toInstant();
                    newest = written.isAfter(newest) ? written : newest;
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new KeptRun(id, recipe(directory), newest, bytes, workBytes));
    }

    private static Optional<RecipeName> recipe(RunDirectory directory) {
        try {
            return ContractJson.read(directory.results()).map(Results::recipe);
        } catch (UnreadableResultsException e) {
            return Optional.empty();
        }
    }

    private static long size(Path folder) throws IOException {
        var bytes = new long[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    /** Does something to the folder of a run whose lock nobody holds. */
    private boolean whenOver(RunId id, Work work) {
        var directory = RunDirectory.of(runs, id);
        try (var lock = KernelLock.tryAcquire(directory.lock()).orElse(null)) {
            if (lock == null) {
                return false;
            }
            work.on(directory);
            return true;
        } catch (IOException | UncheckedIOException e) {
            tell.accept("cannot remove the old run " + id + ": " + e.getMessage());
            return false;
        }
    }

    /** Whatever is a folder is what the run worked with; what people look at are files. */
    private static void removeWork(RunDirectory directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory.path())) {
            for (var file : files) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    FileTrees.delete(file);
                }
            }
        }
    }

    /** What is done to a run directory. */
    private interface Work {
        void on(RunDirectory directory) throws IOException;
    }
}
