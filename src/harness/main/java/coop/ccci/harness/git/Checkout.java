package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.submodule.SubmoduleWalk;

/**
 * A recipe's working tree at exactly one commit. {@code abra} moves it and may leave things in it; {@link #restore}
 * brings it back and proves it.
 */
public final class Checkout {
    /** How the C library speaks of links that lead to one another in a circle (ELOOP). */
    private static final String LOOP = "symbolic links";

    private final Path folder;
    private final Commit commit;

    /** A working tree that is there already; nothing is moved until {@link #restore}. */
    public Checkout(Path folder, Commit commit) {
        this.folder = folder;
        this.commit = commit;
    }

    /** Returns the working tree. */
    public Path folder() {
        return folder;
    }

    /** Returns the commit that stands in it. */
    public Commit commit() {
        return commit;
    }

    /** Returns the same working tree at another commit; nothing is moved until {@link #restore}. */
    public Checkout at(Commit other) {
        return new Checkout(folder, other);
    }

    /**
     * Makes the working tree that of the commit again, and nothing else in it.
     *
     * @throws CancelledException when the deadline is over first; what stands there then is no commit's
     * @throws RunException of the environment when that cannot be done or proven, of the recipe when the commit has more
     *     files, or larger ones, than a recipe may have, or links out of it
     */
    public void restore(Deadline deadline) {
        deadline.check();
        try (var git = Git.open(folder.toFile())) {
            TreeBounds.DEFAULT.require(git.getRepository(), commit, deadline);
            detach(git.getRepository());
            git.reset()
                    .setMode(ResetCommand.ResetType.HARD)
                    .setRef(commit.value())
                    .setProgressMonitor(new UntilOver(deadline))
                    .call();
            deadline.check();
            git.clean()
                    .setCleanDirectories(true)
                    .setForce(true)
                    .setIgnore(false)
                    .call();
            deadline.check();
            var head = git.getRepository().resolve("HEAD");
            if (head == null || !head.name().equals(commit.value())) {
                throw RunException.environment("the checkout stands at " + head + " instead of " + commit
                        + "; something else works in " + folder);
            }
            var differing = differing(git);
            if (!differing.isEmpty()) {
                throw RunException.environment("these files of the checkout are not those of commit "
                        + commit.abbreviated() + ", also after git wrote them: " + String.join(", ", differing)
                        + "; something else works there, or the file system cannot hold them");
            }
        } catch (RepositoryNotFoundException e) {
            throw RunException.environment("the checkout in " + folder + " has gone; something else works there", e);
        } catch (InvalidPathException e) {
            throw RunException.environment(
                    "the recipe's file \"" + e.getInput() + "\" cannot be written: this machine's locale has no such"
                            + " characters in names; set LC_ALL to C.UTF-8",
                    e);
        } catch (IOException | GitAPIException | JGitInternalException e) {
            deadline.check();
            throw RunException.environment("cannot check out " + commit + ": " + e.getMessage(), e);
        }
        requireNoEscapingLinks(deadline);
    }

    /**
     * Takes {@code HEAD} off its branch, which the reset then leaves alone. JGit's own forced checkout looks for the
     * commit of a submodule among the recipe's objects.
     */
    private void detach(Repository repository) throws IOException {
        var head = repository.updateRef(Constants.HEAD, true);
        head.setNewObjectId(ObjectId.fromString(commit.value()));
        head.forceUpdate();
    }

    /** What is there of a submodule is not looked at: nobody fetches it. */
    private static SortedSet<String> differing(Git git) throws GitAPIException {
        var status = git.status()
                .setIgnoreSubmodules(SubmoduleWalk.IgnoreSubmoduleMode.ALL)
                .call();
        var differing = new TreeSet<>(status.getUncommittedChanges());
        differing.addAll(status.getUntracked());
        differing.addAll(status.getConflicting());
        return differing;
    }

    /** Returns whether the commit, and nothing else, stands in the working tree. */
    public boolean isUntouched() {
        try (var git = Git.open(folder.toFile())) {
            var head = git.getRepository().resolve("HEAD");
            return head != null
                    && head.name().equals(commit.value())
                    && differing(git).isEmpty();
        } catch (IOException | GitAPIException | JGitInternalException e) {
            return false;
        }
    }

    /** What counts is where the kernel ends up: one link may lead on by way of another. */
    private void requireInside(Path link) throws IOException {
        var root = folder.toRealPath();
        var name = "the recipe's file " + folder.relativize(link);
        Path target;
        try {
            target = link.toRealPath();
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains(LOOP)) {
                return; // whoever follows it gets nowhere, now and later
            }
            throw RunException.recipe(name + " is a link that leads nowhere; put the file itself there");
        }
        if (!target.startsWith(root) || target.startsWith(root.resolve(Constants.DOT_GIT))) {
            throw RunException.recipe(name + " is a link out of the repository; put the file itself there");
        }
    }

    /** A link out of the tree would let a recipe read the machine's files, for example as a swarm config. */
    private void requireNoEscapingLinks(Deadline deadline) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return visited.equals(folder.resolve(".git"))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    deadline.check();
                    if (attributes.isSymbolicLink()) {
                        requireInside(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw RunException.environment("cannot read the checkout in " + folder + ": " + e.getMessage(), e);
        }
    }
}
