package coop.ccci.harness.git;

import coop.ccci.harness.process.Deadline;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * Looks at each object of a repository as it arrives: whether git would take it, whether all of them together are still
 * as small as recipes are, and whether there is still time. JGit stops in the middle of what is too much.
 */
final class CloneBounds extends ObjectChecker {
    /** As much as all versions of all files of a recipe may have, unpacked; recipes that people have need a hundredth. */
    static final long MAX_BYTES = 512L * 1024 * 1024;

    /** As many objects as a recipe may have; each is at least a file in some version, a folder or a commit. */
    static final long MAX_OBJECTS = 500_000;

    private final Deadline deadline;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();

    CloneBounds(Deadline deadline, long maxBytes) {
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        // old programs wrote such objects, git takes them, and nobody can change what is published
        setAllowLeadingZeroFileMode(true);
        setAllowInvalidPersonIdent(true);
    }

    /** All but files, which come in pieces, and files that are told as a difference to another one. */
    @Override
    public void check(AnyObjectId id, int type, byte[] raw) throws CorruptObjectException {
        count(raw.length);
        countObject();
        super.check(id, type, raw);
    }

    @Override
    public BlobObjectChecker newBlobObjectChecker() {
        countObject();
        return new BlobObjectChecker() {
            @Override
            public void update(byte[] in, int at, int length) {
                count(length);
            }

            @Override
            public void endBlob(AnyObjectId id) {
                // every file is fine
            }
        };
    }

    private void countObject() {
        deadline.check();
        if (objects.incrementAndGet() > MAX_OBJECTS) {
            throw new TooLargeException("more than " + MAX_OBJECTS + " objects");
        }
    }

    private void count(long many) {
        deadline.check();
        if (bytes.addAndGet(many) > maxBytes) {
            throw new TooLargeException("more than " + maxBytes / (1024 * 1024) + " MiB in all versions of its files");
        }
    }

    /** There is more than a recipe has. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String what) {
            super(what);
        }
    }
}
