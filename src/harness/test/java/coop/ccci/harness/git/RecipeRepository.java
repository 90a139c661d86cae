package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;

/** A small real repository that a test makes commit by commit, without a working tree in the way. */
public final class RecipeRepository implements AutoCloseable {
    private final Repository repository;
    private int commits;

    /** Makes an empty one. */
    public RecipeRepository(Path folder) throws Exception {
        IsolatedGit.install();
        this.repository = Git.init()
                .setDirectory(Files.createDirectories(folder).toFile())
                .setInitialBranch("main")
                .call()
                .getRepository();
    }

    /** Returns what lies below it. */
    public Repository repository() {
        return repository;
    }

    /** Commits an empty tree onto a branch, which is made at the first parent where there is none. */
    public Commit commit(String branch, Commit... parents) throws Exception {
        var tip = repository.exactRef(Constants.R_HEADS + branch);
        var tree = new TreeFormatter();
        var author = new PersonIdent(
                "maya", "maya@example.org", Instant.ofEpochSecond(1_780_000_000L + ++commits), ZoneOffset.UTC);
        try (var inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setParentIds(
                    parents.length > 0
                            ? List.of(parents).stream()
                                    .map(parent -> ObjectId.fromString(parent.value()))
                                    .toList()
                            : tip == null ? List.of() : List.of(tip.getObjectId()));
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage("commit " + commits);
            var id = inserter.insert(commit);
            inserter.flush();
            point(Constants.R_HEADS + branch, id);
            return new Commit(id.name());
        }
    }

    /** Makes a branch at a commit. */
    public void branch(String name, Commit at) throws Exception {
        point(Constants.R_HEADS + name, ObjectId.fromString(at.value()));
    }

    /** Makes a tag that is only a name. */
    public void tag(String name, Commit at) throws Exception {
        tag(name, ObjectId.fromString(at.value()));
    }

    /** Makes a tag that is only a name, of any object. */
    public void tag(String name, ObjectId of) throws Exception {
        point(Constants.R_TAGS + name, of);
    }

    private void point(String ref, ObjectId id) throws Exception {
        var update = repository.updateRef(ref);
        update.setNewObjectId(id);
        update.forceUpdate();
    }

    @Override
    public void close() {
        repository.close();
    }
}
