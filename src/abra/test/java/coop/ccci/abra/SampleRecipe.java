package coop.ccci.abra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A checkout of the sample recipe custom-html, made of the trees that the sandbox makes its repository of. */
public final class SampleRecipe {
    private static final Path TREES = Path.of("..", "sandbox", "recipes", "custom-html", "trees");

    private final Path folder;
    private final String registry;

    private SampleRecipe(Path folder, String registry) {
        this.folder = folder;
        this.registry = registry;
    }

    /** An empty repository in a folder; images come from the given registry. */
    public static SampleRecipe in(Path folder, String registry) throws IOException, GitAPIException {
        Files.createDirectories(folder);
        Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call().close();
        return new SampleRecipe(folder, registry);
    }

    /** The repository with both releases, the newer one checked out. */
    public static SampleRecipe released(Path folder, String registry) throws IOException, GitAPIException {
        return in(folder, registry)
                .commit("release-1.0.0")
                .tag("1.0.0+1.35.0", true)
                .commit("release-1.1.0")
                .tag("1.1.0+1.35.0", true);
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    /** Lays a tree over what is there and commits it. */
    public SampleRecipe commit(String tree) throws IOException, GitAPIException {
        try (var files = Files.walk(TREES.resolve(tree))) {
            files.filter(Files::isRegularFile).forEach(file -> lay(tree, file));
        }
        return commitAll(tree);
    }

    /** Puts a tag on the newest commit. */
    public SampleRecipe tag(String name, boolean isAnnotated) throws IOException, GitAPIException {
        try (var git = Git.open(folder.toFile())) {
            git.tag()
                    .setName(name)
                    .setAnnotated(isAnnotated)
                    .setMessage(isAnnotated ? name : null)
                    .setSigned(false)
                    .call();
        }
        return this;
    }

    /** Checks a tag out. */
    public SampleRecipe checkout(String name) throws IOException, GitAPIException {
        try (var git = Git.open(folder.toFile())) {
            git.checkout().setName(name).call();
        }
        return this;
    }

    /** Moves an annotated tag to the newest commit. */
    public SampleRecipe move(String name) throws IOException, GitAPIException {
        try (var git = Git.open(folder.toFile())) {
            git.tagDelete().setTags(name).call();
        }
        return tag(name, true);
    }

    /** Replaces a text in a file of the tree; the change is not committed. */
    public SampleRecipe edit(String file, String before, String after) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(path + " has no " + before);
        }
        Files.writeString(path, text.replace(before, after));
        return this;
    }

    /** Commits the tree as it lies there. */
    public SampleRecipe commitAll(String message) throws IOException, GitAPIException {
        try (var git = Git.open(folder.toFile())) {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            git.commit()
                    .setMessage(message)
                    .setAuthor("maya", "maya@example.org")
                    .setCommitter("maya", "maya@example.org")
                    .setSign(false)
                    .call();
        }
        return this;
    }

    /** The first eight digits of the newest commit. */
    public String head() throws IOException {
        try (var git = Git.open(folder.toFile())) {
            return git.getRepository().resolve("HEAD").name().substring(0, 8);
        }
    }

    private void lay(String tree, Path file) {
        var target = folder.resolve(TREES.resolve(tree).relativize(file).toString());
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            var text = Files.readString(target, StandardCharsets.UTF_8);
            if (text.contains("@REGISTRY@")) {
                Files.writeString(target, text.replace("@REGISTRY@", registry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
