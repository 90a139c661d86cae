package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * How much a commit may be on the disk. A few objects can be a tree without end, because a tree may name another one, or a
 * file, as often as it likes: what was small enough to fetch ({@link CloneBounds}) is looked at again before it is written.
 *
 * @param maxEntries as many files and folders as there may be together
 * @param maxBytes as much as the files may have together
 */
record TreeBounds(int maxEntries, long maxBytes) {
    /** Recipes that people have need a hundredth. */
    static final TreeBounds DEFAULT = new TreeBounds(20_000, CloneBounds.MAX_BYTES);

    /** So deep the folders may lie in one another; systems take no longer paths. */
    static final int MAX_DEPTH = 50;

    /**
     * Passes where the files of a commit can be written.
     *
     * @throws RunException of the recipe when they are more than a recipe has
     * @throws CancelledException when the deadline is over first
     * @throws IOException when the repository cannot be read
     */
    void require(Repository repository, Commit commit, Deadline deadline) throws IOException {
        try (var commits = new RevWalk(repository);
                var entries = new TreeWalk(repository)) {
            entries.addTree(
                    commits.parseCommit(ObjectId.fromString(commit.value())).getTree());
            var count = 0;
            var bytes = 0L;
            while (entries.next()) {
                deadline.check();
                if (++count > maxEntries) {
                    throw tooLarge(commit, "more than " + maxEntries + " files and folders");
                }
                if (entries.isSubtree()) {
                    if (entries.getDepth() >= MAX_DEPTH) {
                        throw tooLarge(commit, "folders that lie more than " + MAX_DEPTH + " deep in one another");
                    }
                    entries.enterSubtree();
                } else if (!entries.getFileMode(0).equals(FileMode.GITLINK)) {
                    bytes += entries.getObjectReader().getObjectSize(entries.getObjectId(0), Constants.OBJ_BLOB);
                    if (bytes > maxBytes) {
                        throw tooLarge(commit, "more than " + maxBytes / (1024 * 1024) + " MiB in its files");
                    }
                }
            }
        }
    }

    private static RunException tooLarge(Commit commit, String what) {
        return RunException.recipe("commit " + commit.abbreviated() + " is larger than a recipe may be: it has " + what
                + "; what is large belongs into an image, or where the app downloads it");
    }
}
