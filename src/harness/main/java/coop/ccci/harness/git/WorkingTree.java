package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A recipe as somebody works on it, committed or not: each state of its folder becomes a commit of a repository beside it. The
 * folder itself and its own repository are only read; what its {@code .gitignore} names is left out.
 */
public final class WorkingTree implements AutoCloseable {
    private static final PersonIdent NOBODY = new PersonIdent("cc-ci", "cc-ci@localhost");

    private final Repository repository;
    private final Path place;

    private WorkingTree(Repository repository, Path place) {
        this.repository = repository;
        this.place = place;
    }

    /**
     * Makes ready.
     *
     * @param folder the recipe
     * @param place where its states are kept; is made
     * @throws RunException of the environment when that cannot be made
     */
    public static WorkingTree of(Path folder, Path place) {
        IsolatedGit.install();
        try {
            Files.createDirectories(place);
            var repository = new FileRepositoryBuilder()
                    .setGitDir(place.resolve(".git").toFile())
                    .setWorkTree(folder.toFile())
                    .build();
            repository.create();
            UnconvertedFiles.in(repository);
            return new WorkingTree(repository, place);
        } catch (IOException e) {
            throw RunException.environment("cannot make a repository in " + place + ": " + e.getMessage(), e);
        }
    }

    /** Returns where the states can be cloned from. */
    public Path place() {
        return place;
    }

    /**
     * Keeps the folder as it is now.
     *
     * @return its commit; the same where nothing has changed since
     * @throws RunException of the environment when it cannot be read
     */
    public Commit keep() {
        try (var git = Git.wrap(repository)) {
            git.add().addFilepattern(".").call();
            git.add().setUpdate(true).addFilepattern(".").call();
            var head = repository.resolve("HEAD");
            if (head != null && !git.status().call().hasUncommittedChanges()) {
                return new Commit(head.name());
            }
            return new Commit(git.commit()
                    .setMessage("as it is in the folder")
                    .setAuthor(NOBODY)
                    .setCommitter(NOBODY)
                    .setSign(false)
                    .setNoVerify(true)
                    .call()
                    .name());
        } catch (IOException | GitAPIException e) {
            throw RunException.environment(
                    "cannot read the recipe in " + repository.getWorkTree() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
