package coop.ccci.harness.git;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads a file of a commit from the repository, whatever stands in the working tree. */
public final class CommittedText {
    private static final int MAX_BYTES = 1024 * 1024;

    private CommittedText() {}

    /**
     * Reads a file as UTF-8.
     *
     * @param path from the repository's root, for example {@code .env.sample}
     * @return empty when the commit has no such regular file, or one of more than 1 MiB
     * @throws RunException of the environment when the repository cannot be read
     */
    public static Optional<String> of(Checkout checkout, String path) {
        try (var git = Git.open(checkout.folder().toFile());
                var commits = new RevWalk(git.getRepository())) {
            var tree = commits.parseCommit(ObjectId.fromString(checkout.commit().value()))
                    .getTree();
            try (var file = TreeWalk.forPath(git.getRepository(), path, tree)) {
                if (file == null || !isRegular(file.getFileMode(0))) {
                    return Optional.empty();
                }
                var blob = git.getRepository().open(file.getObjectId(0));
                return blob.getSize() > MAX_BYTES
                        ? Optional.empty()
                        : Optional.of(new String(blob.getBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw RunException.environment(
                    "cannot read " + path + " of commit " + checkout.commit().abbreviated() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isRegular(FileMode mode) {
        return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
    }
}
