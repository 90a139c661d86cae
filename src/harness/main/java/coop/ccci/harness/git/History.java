package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What a fetched repository tells of a recipe's past.
 *
 * @param checkout the recipe at the commit under test
 * @param defaultBranch the branch that people get who name none; empty where there is none
 * @param branches all that there are
 * @param versions the commit of every version tag, annotated or not, oldest version first
 * @param unreadableTags the tags that name no version or no commit
 */
public record History(
        Checkout checkout,
        Optional<Branch> defaultBranch,
        List<Branch> branches,
        NavigableMap<Version, Commit> versions,
        List<String> unreadableTags) {
    private static final String BRANCHES = Constants.R_REMOTES + "origin/";
    private static final int MAX_FILE_BYTES = 256 * 1024;
    private static final int MAX_LINKS = 5;

    /** Copies what could change. */
    public History {
        branches = List.copyOf(branches);
        unreadableTags = List.copyOf(unreadableTags);
    }

    /**
     * Reads the branches and tags of a checkout's repository.
     *
     * @param defaultBranch the name of the default branch
     * @throws RunException of the environment when it cannot be read
     */
    public static History of(Checkout checkout, Optional<String> defaultBranch) {
        try (var git = Git.open(checkout.folder().toFile())) {
            var repository = git.getRepository();
            var branches = branches(repository);
            var versions = new TreeMap<Version, Commit>();
            var unreadable = new ArrayList<String>();
            readTags(repository, versions, unreadable);
            return new History(
                    checkout, defaultBranch.flatMap(name -> named(branches, name)), branches, versions, unreadable);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static List<Branch> branches(Repository repository) throws IOException {
        var branches = new ArrayList<Branch>();
        for (var ref : repository.getRefDatabase().getRefsByPrefix(BRANCHES)) {
            commit(repository, ref.getObjectId())
                    .map(tip -> new Branch(ref.getName().substring(BRANCHES.length()), tip))
                    .ifPresent(branches::add);
        }
        return branches;
    }

    private static void readTags(Repository repository, TreeMap<Version, Commit> versions, List<String> unreadable)
            throws IOException {
        for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            var name = ref.getName().substring(Constants.R_TAGS.length());
            var version = Version.parse(name);
            var commit = commit(repository, ref.getObjectId());
            if (version.isPresent() && commit.isPresent()) {
                versions.put(version.get(), commit.get());
            } else {
                unreadable.add(name);
            }
        }
    }

    /** A tag may name a file or a folder, and a tag may name a tag. */
    private static Optional<Commit> commit(Repository repository, ObjectId id) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.peel(walk.parseAny(id)) instanceof RevCommit commit
                    ? Optional.of(new Commit(commit.name()))
                    : Optional.empty();
        }
    }

    private static Optional<Branch> named(List<Branch> branches, String name) {
        return branches.stream().filter(branch -> branch.name().equals(name)).findFirst();
    }

    /** Returns what the same repository tells with another commit under test; nothing is moved. */
    public History at(Commit other) {
        return new History(checkout.at(other), defaultBranch, branches, versions, unreadableTags);
    }

    /** Returns the commit under test. */
    public Commit commit() {
        return checkout.commit();
    }

    /** Returns a branch by its name. */
    public Optional<Branch> branch(String name) {
        return named(branches, name);
    }

    /** Returns the newest version that a tag gives to a commit. */
    public Optional<Version> versionOf(Commit commit) {
        return versions.entrySet().stream()
                .filter(version -> version.getValue().equals(commit))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder());
    }

    /** Returns the version that a tag names; one that differs by a {@code v} in front is the same. */
    public Optional<Version> version(String tag) {
        var exact = versions.keySet().stream().filter(version -> version.tag().equals(tag));
        return exact.findFirst().or(() -> versions.keySet().stream()
                .filter(version -> version.isSameAs(tag))
                .findFirst());
    }

    /** Returns whether the commit under test is a commit or one that it was made from. */
    public boolean isPartOf(Commit commit) {
        return graph().isPartOf(commit(), commit);
    }

    /** Returns whether an earlier commit is a later one, or one that the later one was made from. */
    public boolean leadsTo(Commit earlier, Commit later) {
        return graph().isPartOf(earlier, later);
    }

    /** Returns the newest commit that the one under test has in common with another. */
    public Optional<Commit> mergeBase(Commit other) {
        return graph().mergeBase(commit(), other);
    }

    /**
     * Returns the newest version among the commits that a commit was made from; the commit itself is not one of them.
     * Newest is what no other version among them comes after in the history, and of several such the highest.
     */
    public Optional<Version> newestBefore(Commit commit) {
        var nearest = graph().nearest(commit, Set.copyOf(versions.values()));
        return versions.entrySet().stream()
                .filter(version -> nearest.contains(version.getValue()))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder());
    }

    /**
     * Returns the text of a file in a commit; empty when the commit has no such file.
     *
     * @param path with slashes, from the root of the repository; a link is followed
     */
    public Optional<String> file(Commit commit, String path) {
        try (var git = Git.open(checkout.folder().toFile());
                var walk = new RevWalk(git.getRepository())) {
            var tree = walk.parseCommit(ObjectId.fromString(commit.value())).getTree();
            return text(walk.getObjectReader(), tree, Path.of(path), MAX_LINKS);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Optional<String> text(ObjectReader objects, ObjectId tree, Path path, int links) throws IOException {
        try (var found = TreeWalk.forPath(objects, path.toString(), tree)) {
            if (found == null || found.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                return Optional.empty();
            }
            var file = objects.open(found.getObjectId(0));
            if (file.getSize() > MAX_FILE_BYTES) {
                return Optional.empty();
            }
            var text = new String(file.getCachedBytes(), StandardCharsets.UTF_8);
            if (found.getFileMode(0) != FileMode.SYMLINK) {
                return Optional.of(text);
            }
            var target = path.resolveSibling(text).normalize();
            return links == 0
                            || target.isAbsolute()
                            || target.startsWith("..")
                            || target.toString().isEmpty()
                    ? Optional.empty()
                    : text(objects, tree, target, links - 1);
        }
    }

    private CommitGraph graph() {
        return new CommitGraph(checkout.folder());
    }

    private static RunException unreadable(IOException e) {
        return RunException.environment("cannot read the recipe's repository: " + e.getMessage(), e);
    }
}
