package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.URIish;

/**
 * A recipe's repository that cc-ci makes itself, to try abra on.
 *
 * <p>Every method throws a {@link RunException} of the environment when the disk does not take it.
 */
public final class TestRecipe {
    private static final PersonIdent AUTHOR =
            new PersonIdent("cc-ci", "cc-ci@localhost", Instant.EPOCH, ZoneOffset.UTC);

    /** What a few small files take at most. */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Path folder;

    private TestRecipe(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes an empty repository.
     *
     * @param folder where; must not exist
     */
    public static TestRecipe in(Path folder) {
        IsolatedGit.install();
        var recipe = new TestRecipe(folder);
        recipe.attempt(() -> {
            Files.createDirectories(folder);
            Git.init()
                    .setDirectory(folder.toFile())
                    .setInitialBranch("main")
                    .call()
                    .close();
            return null;
        });
        return recipe;
    }

    /** Returns where abra fetches from. */
    public TestRecipe origin(Path address) {
        return attempt(() -> {
            try (var git = Git.open(folder.toFile())) {
                git.remoteAdd()
                        .setName("origin")
                        .setUri(new URIish(address.toString()))
                        .call();
            }
            return this;
        });
    }

    /** Writes files, of path and content, and commits them. */
    public Commit commit(Map<String, String> files, String message) {
        write(files);
        return attempt(() -> {
            try (var git = Git.open(folder.toFile())) {
                git.add().addFilepattern(".").call();
                return new Commit(git.commit()
                        .setMessage(message)
                        .setAuthor(AUTHOR)
                        .setCommitter(AUTHOR)
                        .setSign(false)
                        .call()
                        .name());
            }
        });
    }

    /** Writes files without a commit. */
    public void write(Map<String, String> files) {
        attempt(() -> {
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            return null;
        });
    }

    /** Removes a file without a commit. */
    public void remove(String file) {
        attempt(() -> {
            Files.delete(folder.resolve(file));
            return null;
        });
    }

    /** Releases what stands there: an annotated tag, which is what a release is. */
    public TestRecipe release(String version) {
        return tag(version, true);
    }

    /** Puts a tag that is only a name. */
    public TestRecipe lightweightTag(String name) {
        return tag(name, false);
    }

    private TestRecipe tag(String name, boolean annotated) {
        return attempt(() -> {
            try (var git = Git.open(folder.toFile())) {
                var tag = git.tag().setName(name).setAnnotated(annotated).setSigned(false);
                if (annotated) {
                    tag.setMessage(name).setTagger(AUTHOR);
                }
                tag.call();
            }
            return this;
        });
    }

    /** Takes a tag away. */
    public void removeTag(String name) {
        attempt(() -> {
            try (var git = Git.open(folder.toFile())) {
                git.tagDelete().setTags(name).call();
            }
            return null;
        });
    }

    /** Puts its working tree back to a commit, and removes what was made in it. */
    public void restore(Commit commit) {
        new Checkout(folder, commit).restore(Deadline.lasting(MOMENT));
    }

    /** Returns what stands checked out. */
    public Commit head() {
        return attempt(() -> {
            try (var git = Git.open(folder.toFile())) {
                return new Commit(git.getRepository().resolve("HEAD").name());
            }
        });
    }

    private <T> T attempt(Work<T> work) {
        try {
            return work.run();
        } catch (IOException | GitAPIException | java.net.URISyntaxException e) {
            throw RunException.environment("cannot make a recipe in " + folder + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, GitAPIException, java.net.URISyntaxException;
    }
}
