package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The git checkout of a recipe under {@code $ABRA_DIR/recipes/}. */
public final class RecipeCheckout implements AutoCloseable {
    /** The digits of a commit that abra shows and writes into labels. */
    private static final int SHORT_LENGTH = 8;

    private final String recipe;
    private final Path folder;
    private final Git git;

    private RecipeCheckout(String recipe, Path folder, Git git) {
        this.recipe = recipe;
        this.folder = folder;
        this.git = git;
    }

    /**
     * Opens a checkout.
     *
     * @throws FatalException when the folder is not one
     */
    public static RecipeCheckout open(String recipe, Path folder) {
        IsolatedSystemReader.install();
        try {
            return new RecipeCheckout(recipe, folder, Git.open(folder.toFile()));
        } catch (RepositoryNotFoundException e) {
            throw new FatalException(folder + " is not a git checkout: remove it and run abra recipe fetch", e);
        } catch (IOException e) {
            throw new FatalException("cannot open " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Returns the recipe's name. */
    public String name() {
        return recipe;
    }

    /** Returns its folder. */
    public Path folder() {
        return folder;
    }

    /** Returns whether anything in the tree is not committed: changed, added, removed or untracked and not ignored. */
    public boolean isDirty() {
        try {
            return !git.status().call().isClean();
        } catch (GitAPIException e) {
            throw fault("read the state of", e);
        }
    }

    /**
     * Requires a tree without changes, which a checkout would overwrite.
     *
     * @throws FatalException when the tree is dirty
     */
    public void requireClean() {
        if (isDirty()) {
            throw new FatalException(
                    recipe + " (" + folder + ") has locally unstaged changes? please commit/remove your changes"
                            + " before proceeding, or pass --chaos");
        }
    }

    /** Returns the version label of a chaos deploy: eight digits of the commit, and {@code +U} when the tree is dirty. */
    public String chaosVersion() {
        return head().name().substring(0, SHORT_LENGTH) + (isDirty() ? RecipeReference.DIRTY : "");
    }

    /** Returns the first eight digits of the checked out commit. */
    public String shortHead() {
        return head().name().substring(0, SHORT_LENGTH);
    }

    /** Returns the releases, oldest first: the tags with a {@code +}. */
    public List<RecipeVersion> versions() {
        return tags().stream()
                .map(RecipeCheckout::nameOf)
                .flatMap(tag -> RecipeVersion.of(tag).stream())
                .sorted()
                .toList();
    }

    /** Returns the newest release; empty when there is none. */
    public Optional<RecipeVersion> newest() {
        return versions().stream().max(Comparator.naturalOrder());
    }

    /** Returns the release that is checked out: the newest one whose tag is on this commit. */
    public Optional<RecipeVersion> released() {
        var head = head();
        return tags().stream()
                .filter(tag -> commitOf(tag).equals(head))
                .flatMap(tag -> RecipeVersion.of(nameOf(tag)).stream())
                .max(Comparator.naturalOrder());
    }

    /** Returns the tags that are not annotated. */
    public List<String> lightweightTags() {
        return tags().stream()
                .filter(tag -> commitOf(tag).equals(tag.getObjectId()))
                .map(RecipeCheckout::nameOf)
                .toList();
    }

    /**
     * Returns the content of a file in a version, whatever is checked out; empty when the version has no such file.
     *
     * @throws FatalException when there is no such version
     */
    public Optional<String> fileAt(String version, String path) {
        try (var objects = git.getRepository().newObjectReader()) {
            var tree = git.getRepository().resolve(version + "^{tree}");
            if (tree == null) {
                throw new FatalException(recipe + " has no version " + version);
            }
            try (var walk = TreeWalk.forPath(objects, path, tree)) {
                return walk == null
                        ? Optional.empty()
                        : Optional.of(
                                new String(objects.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw fault("read " + path + " of " + version + " in", e);
        }
    }

    /**
     * Checks out a tag, a branch or a commit.
     *
     * @throws FatalException when there is no such thing
     */
    public void checkout(String version) {
        try {
            var commit = git.getRepository().resolve(version + "^{commit}");
            if (commit == null) {
                throw new FatalException("unable to check out " + recipe + " " + version
                        + ": no such version; run abra recipe fetch " + recipe + " or choose one of " + versions());
            }
            git.checkout().setName(commit.name()).call();
        } catch (GitAPIException | IOException e) {
            throw fault("check out " + version + " in", e);
        }
    }

    /**
     * Fetches branches and tags of the origin; tags that differ are replaced. The tree stays as it is.
     *
     * @throws FatalException when the origin cannot be reached or wants to know who asks
     */
    public void fetch() {
        try {
            if (git.getRepository().getRemoteNames().isEmpty()) {
                return;
            }
            git.fetch()
                    .setRefSpecs(
                            new RefSpec("+refs/heads/*:refs/remotes/origin/*"), new RefSpec("+refs/tags/*:refs/tags/*"))
                    .call();
        } catch (GitAPIException e) {
            throw PrivateRepository.message(e)
                    .map(why -> new FatalException("unable to fetch " + recipe + " (" + folder + "): " + why, e))
                    .orElseGet(() -> fault("fetch", e));
        }
    }

    /** Checks out the newest commit of the origin's main branch, if there is one. */
    public void checkoutNewest() {
        for (var branch : List.of("origin/HEAD", "origin/main", "origin/master", "main", "master")) {
            if (exists(branch)) {
                checkout(branch);
                return;
            }
        }
    }

    @Override
    public void close() {
        git.close();
    }

    private ObjectId head() {
        try {
            return Optional.ofNullable(git.getRepository().resolve(Constants.HEAD))
                    .orElseThrow(() -> new FatalException(folder + " has no commit checked out"));
        } catch (IOException e) {
            throw fault("read", e);
        }
    }

    private boolean exists(String name) {
        try {
            return git.getRepository().resolve(name) != null;
        } catch (IOException e) {
            throw fault("read", e);
        }
    }

    private List<Ref> tags() {
        try {
            return git.getRepository().getRefDatabase().getRefsByPrefix(Constants.R_TAGS);
        } catch (IOException e) {
            throw fault("read the tags of", e);
        }
    }

    private ObjectId commitOf(Ref tag) {
        try {
            var peeled = git.getRepository().getRefDatabase().peel(tag).getPeeledObjectId();
            return peeled == null ? tag.getObjectId() : peeled;
        } catch (IOException e) {
            throw fault("read the tags of", e);
        }
    }

    private static String nameOf(Ref tag) {
        return tag.getName().substring(Constants.R_TAGS.length());
    }

    private FatalException fault(String what, Exception e) {
        return new FatalException("cannot " + what + " " + recipe + " (" + folder + "): " + e.getMessage(), e);
    }
}
