package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/** A small real repository that a test makes commit by commit, without a working tree in the way. */
public final class RecipeRepository implements AutoCloseable {
    private static final String LINK = "-> ";
    private static final String SUBMODULE = "= ";

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
        return commit(branch, Map.of(), parents);
    }

    /** Commits files, of path and text, and nothing else; a text {@code -> …} makes a link, {@code = …} a submodule. */
    public Commit commit(String branch, Map<String, String> files, Commit... parents) throws Exception {
        return commit(
                branch,
                inserter -> {
                    var index = DirCache.newInCore();
                    var builder = index.builder();
                    for (var file : new TreeMap<>(files).entrySet()) {
                        builder.add(entry(inserter, file.getKey(), file.getValue()));
                    }
                    builder.finish();
                    return index.writeTree(inserter);
                },
                parents);
    }

    /** Makes the tree of a commit. */
    interface TreeMaker {
        ObjectId make(ObjectInserter inserter) throws IOException;
    }

    /** Commits a tree of any shape. */
    Commit commit(String branch, TreeMaker tree, Commit... parents) throws Exception {
        var tip = repository.exactRef(Constants.R_HEADS + branch);
        var author = new PersonIdent(
                "maya", "maya@example.org", Instant.ofEpochSecond(1_780_000_000L + ++commits), ZoneOffset.UTC);
        try (var inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree.make(inserter));
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

    private static DirCacheEntry entry(ObjectInserter inserter, String path, String text) throws IOException {
        var entry = new DirCacheEntry(path);
        if (text.startsWith(SUBMODULE)) {
            entry.setFileMode(FileMode.GITLINK);
            entry.setObjectId(ObjectId.fromString(text.substring(SUBMODULE.length())));
        } else {
            var isLink = text.startsWith(LINK);
            entry.setFileMode(isLink ? FileMode.SYMLINK : FileMode.REGULAR_FILE);
            var content = isLink ? text.substring(LINK.length()) : text;
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8)));
        }
        return entry;
    }

    /** Points {@code HEAD} somewhere, whether there is such a ref or not. */
    public void head(String ref) throws Exception {
        repository.updateRef(Constants.HEAD).link(ref);
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
