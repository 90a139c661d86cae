package coop.ccci.harness.doctor.probe;

import coop.ccci.contract.Commit;
import coop.ccci.harness.git.TestRecipe;
import coop.ccci.host.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A throw-away folder with an {@code ABRA_DIR} of its own: a server, an app that is not deployed, a recipe with one
 * release and a commit after it. Whatever abra does there, nobody else's files change.
 */
final class ProbeWorkspace implements AutoCloseable {
    static final String SERVER = "default";
    static final String RECIPE = TinyRecipe.NAME;
    static final String APP = "tried.doctor.example.com";

    private final Path folder;
    private final TestRecipe recipe;
    private final Commit released;
    private final Commit head;

    private ProbeWorkspace(Path folder, TestRecipe recipe, Commit released, Commit head) {
        this.folder = folder;
        this.recipe = recipe;
        this.released = released;
        this.head = head;
    }

    /**
     * Makes it.
     *
     * @param temporary the folder to make it in
     * @throws UncheckedIOException when the disk does not take it
     */
    static ProbeWorkspace make(Path temporary, TinyRecipe tiny) {
        try {
            var folder = Files.createTempDirectory(temporary, "ccci-doctor-");
            var abra = folder.resolve("abra");
            var server = Files.createDirectories(abra.resolve("servers").resolve(SERVER));
            Files.createDirectories(abra.resolve("catalogue"));
            Files.writeString(abra.resolve("catalogue").resolve("recipes.json"), "{}\n");
            Files.writeString(
                    server.resolve(APP + ".env"),
                    "RECIPE=" + RECIPE + ":" + TinyRecipe.RELEASE + "\nDOMAIN=" + APP + "\n");
            Files.createDirectories(folder.resolve("linked"));
            Files.createSymbolicLink(folder.resolve("linked").resolve("servers"), abra.resolve("servers"));
            Files.createSymbolicLink(folder.resolve("linked").resolve("recipes"), abra.resolve("recipes"));
            Files.createDirectories(folder.resolve("home"));
            Files.createSymbolicLink(folder.resolve("home").resolve(".abra"), abra);
            var origin = folder.resolve("origin");
            release(TestRecipe.in(origin), tiny);
            var recipe = TestRecipe.in(abra.resolve("recipes").resolve(RECIPE)).origin(origin);
            var released = release(recipe, tiny);
            var head = recipe.commit(Map.of("CHANGES.md", "after the release\n"), "After the release");
            return new ProbeWorkspace(folder, recipe, released, head);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder in " + temporary + ": " + e.getMessage(), e);
        }
    }

    private static Commit release(TestRecipe recipe, TinyRecipe tiny) {
        var commit = recipe.commit(tiny.files(), "Serve a page");
        recipe.release(TinyRecipe.RELEASE);
        return commit;
    }

    Path folder() {
        return folder;
    }

    Path abra() {
        return folder.resolve("abra");
    }

    /** Returns an {@code ABRA_DIR} whose folders are symbolic links. */
    Path linked() {
        return folder.resolve("linked");
    }

    /** Returns a home with a folder {@code .abra}. */
    Path home() {
        return folder.resolve("home");
    }

    Path envFile(String app) {
        return abra().resolve("servers").resolve(SERVER).resolve(app + ".env");
    }

    TestRecipe recipe() {
        return recipe;
    }

    Commit released() {
        return released;
    }

    /** Puts the recipe back to its last commit. */
    void restore() {
        recipe.restore(head);
    }

    @Override
    public void close() {
        try {
            FileTrees.delete(folder);
        } catch (UncheckedIOException e) {
            // a few files in a folder for temporary ones, which the machine empties itself
        }
    }
}
