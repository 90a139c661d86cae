package coop.ccci.harness.process;

import coop.ccci.contract.KernelLock;
import coop.ccci.host.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A folder of this process, for this user alone, among the temporary files; closing it removes it with everything in it.
 * This process holds a lock in it as long as it lives, so the next one can tell which folders a killed one has left.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final String PREFIX = "ccci-docker-";
    private static final String LOCK = "lock";

    /** A folder that is younger may be without its lock yet. */
    private static final Duration BEING_MADE = Duration.ofMinutes(1);

    /** As long as no run lasts; older programs made folders without a lock. */
    private static final Duration WITHOUT_LOCK = Duration.ofDays(2);

    private final Path path;
    private final KernelLock lock;

    private TemporaryFolder(Path path, KernelLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one.
     *
     * @throws IOException when it cannot be made
     */
    public static TemporaryFolder make() throws IOException {
        var path = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        var lock = KernelLock.tryAcquire(path.resolve(LOCK));
        return new TemporaryFolder(path, lock.orElseThrow(() -> new IOException("another process has " + path)));
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            FileTrees.delete(path);
        } catch (UncheckedIOException e) {
            // the next process finds it without its owner
        }
        lock.close();
    }

    /** Where folders are, and since when one may be without its owner. */
    public record TemporaryFiles(Path temporary, Instant now) {
        /** Among the temporary files of this machine. */
        public static TemporaryFiles at(Instant now) {
            return new TemporaryFiles(Path.of(System.getProperty("java.io.tmpdir")), now);
        }
    }

    /**
     * Removes what killed processes of this user left. What cannot be read or removed stays: it is in nobody's way.
     *
     * @return how many
     */
    public static int removeAbandoned(TemporaryFiles files) {
        var removed = 0;
        try (var folders = Files.newDirectoryStream(files.temporary(), PREFIX + "*")) {
            for (var folder : folders) {
                removed += removeAbandoned(folder, files.now()) ? 1 : 0;
            }
        } catch (IOException e) {
            return removed;
        }
        return removed;
    }

    private static boolean removeAbandoned(Path folder, Instant now) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || isOfAnotherUser(folder) || isOwn(folder)) {
                return false;
            }
            var age = Duration.between(Files.getLastModifiedTime(folder).toInstant(), now);
            var lock = folder.resolve(LOCK);
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                return age.compareTo(WITHOUT_LOCK) > 0 && removed(folder);
            }
            return age.compareTo(BEING_MADE) > 0 && removedUnderLock(folder, KernelLock.tryAcquire(lock));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static boolean removedUnderLock(Path folder, Optional<KernelLock> taken) {
        try (var lock = taken.orElse(null)) {
            return lock != null && removed(folder);
        }
    }

    private static boolean removed(Path folder) {
        FileTrees.delete(folder);
        return true;
    }

    /** The lock of one's own folder would be lost by asking for it. */
    private static boolean isOwn(Path folder) {
        return folder.getFileName()
                .toString()
                .startsWith(PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static boolean isOfAnotherUser(Path folder) throws IOException {
        return !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }
}
