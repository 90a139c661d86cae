package coop.ccci.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * An exclusive lock on a file that the kernel frees when the holding process dies, whatever kills it. It decides life
 * and death of a run; ages and process ids never do.
 *
 * <p>It is a POSIX record lock, which is what {@link FileChannel#tryLock()} takes on Linux: children do not inherit
 * it, so a left-over grandchild cannot keep a dead run alive. Such a lock is lost when the holding process closes
 * <em>any</em> descriptor of the file, so a process never opens a lock file that it holds.
 */
public final class KernelLock implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 100;

    private final FileChannel channel;
    private final Path file;

    private KernelLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Takes the lock if nobody has it; the file is created when absent, its folder must exist.
     *
     * <p>Between opening the file and locking it somebody may have removed it and made another: then two processes
     * would hold "the" lock on two files. So the file behind the name is compared before and after, and another one is
     * tried anew.
     *
     * @return the lock, or empty when another process, or another place in this one, holds it
     * @throws UncheckedIOException when the file cannot be opened or locked
     */
    public static Optional<KernelLock> tryAcquire(Path file) {
        return tryAcquire(file, () -> {});
    }

    /**
     * As {@link #tryAcquire(Path)}.
     *
     * @param opened is run each time between the opening and the locking, which is when another may replace the file
     */
    static Optional<KernelLock> tryAcquire(Path file, Runnable opened) {
        try {
            for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                var before = identity(file);
                if (before.isEmpty()) {
                    create(file);
                    continue;
                }
                var lock = lock(file, opened);
                if (identity(file).equals(before)) {
                    return lock;
                }
                lock.ifPresent(KernelLock::close);
            }
            throw new IOException("it was replaced " + MAX_ATTEMPTS + " times while it was being locked");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<KernelLock> lock(Path file, Runnable opened) throws IOException {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.WRITE);
            opened.run();
            if (locked(channel, false)) {
                return Optional.of(new KernelLock(channel, file));
            }
            channel.close();
        } catch (NoSuchFileException e) {
            // it was removed just now: whoever asks sees that it is another file
        }
        return Optional.empty();
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // somebody was faster
        }
    }

    /** The file itself, whatever its name: its device and inode number; empty where there is none. */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.of(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether anybody else holds the lock; creates nothing, and needs to be allowed to read the file only, because on a host
     * the bridge is another account than the runs. Never to be asked by the holder itself: closing the descriptor that the
     * question opens would free the lock.
     *
     * @throws UncheckedIOException when the file cannot be opened or locked
     */
    public static boolean isHeld(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return !locked(channel, true);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    /** Frees the lock. The file stays: removing it would let two processes hold "the" lock on two files. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot free " + file + ": " + e.getMessage(), e);
        }
    }

    /** Takes the lock on the whole file: a shared one is refused just as well while somebody has the exclusive one. */
    private static boolean locked(FileChannel channel, boolean isShared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, isShared) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
