package coop.ccci.reconcile.recipe;

import coop.ccci.reconcile.config.RecipeWish;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.program.ProgramCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the reconcilers ask of the {@code abra} command line, and the only place of theirs that knows it. Nobody answers
 * questions, so every call has {@code -n}. Each throws a {@link PartException} when abra refuses.
 */
public final class AbraApps {
    private static final String SERVER = "default";
    private static final Duration DEPLOY = Duration.ofMinutes(10);

    private final ProgramCaller programs;
    private final Path folder;

    /**
     * Creates the calls.
     *
     * @param programs which see {@code ABRA_DIR}
     * @param folder that {@code ABRA_DIR}
     */
    public AbraApps(ProgramCaller programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** Returns whether abra knows this machine as a server. */
    boolean knowsThisMachine() {
        return Files.isDirectory(folder.resolve("servers").resolve(SERVER));
    }

    /** Tells abra of this machine. */
    void addThisMachine() {
        done(ProgramCaller.SHORT, "server", "add", "--local");
    }

    /** Returns the app's {@code .env} file; empty where there is none. */
    Optional<AppEnvLines> env(RecipeWish wish) {
        var file = file(wish);
        try {
            return Files.exists(file) ? Optional.of(AppEnvLines.parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Makes the app's {@code .env} file from the sample of the release. */
    void newApp(RecipeWish wish) {
        done(ProgramCaller.SHORT, "app", "new", wish.recipe(), wish.version(), "-s", SERVER, "-D", wish.domain(), "-n");
    }

    /** Writes the app's {@code .env} file, whole or not at all. */
    void write(RecipeWish wish, AppEnvLines lines) {
        var file = file(wish);
        try {
            var made = Files.createTempFile(file.getParent(), ".reconcile", ".new");
            Files.writeString(made, lines.text());
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Deploys the release of the wish, over what is deployed; whoever calls waits for the services. */
    void deploy(RecipeWish wish) {
        done(DEPLOY, "app", "deploy", wish.domain(), wish.version(), "-f", "-n", "-D", "-c");
    }

    private Path file(RecipeWish wish) {
        return folder.resolve("servers").resolve(SERVER).resolve(wish.domain() + ".env");
    }

    private void done(Duration atMost, String... arguments) {
        var words = new ArrayList<>(List.of("abra"));
        words.addAll(List.of(arguments));
        var output = programs.call(words, "", atMost);
        if (!output.well()) {
            throw new PartException("abra " + arguments[0] + " " + arguments[1] + " was refused, " + output.reason());
        }
    }
}
