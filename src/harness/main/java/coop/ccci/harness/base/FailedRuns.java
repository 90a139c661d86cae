package coop.ccci.harness.base;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Remembers which commits of each recipe failed here, in one file {@code <recipe>.json} each, so that upgrades do not
 * begin at one of them. A file that is lost or cannot be read costs nothing but that, and is told. Of two runs that end
 * in the same moment one may be forgotten.
 *
 * @param folder where the files are; made when absent
 * @param tell takes what went wrong, one sentence
 */
public record FailedRuns(Path folder, Consumer<String> tell) {
    private static final long MAX_BYTES = 64 * 1024;
    private static final int MAX_COMMITS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the last run in which a commit failed; empty when none has, or it is not known any more. */
    public Optional<RunId> of(RecipeName recipe, Commit commit) {
        return read(recipe).failed().stream()
                .filter(failed -> failed.commit().equals(commit))
                .map(Failed::runId)
                .findFirst();
    }

    /** A run of a commit failed. */
    public void save(RecipeName recipe, Commit commit, RunId run) {
        var failed = without(recipe, commit);
        failed.add(new Failed(commit, run));
        write(recipe, failed.subList(Math.max(0, failed.size() - MAX_COMMITS), failed.size()));
    }

    /** A whole run of a commit passed: it does not count as failed any more. */
    public void forget(RecipeName recipe, Commit commit) {
        if (of(recipe, commit).isPresent()) {
            write(recipe, without(recipe, commit));
        }
    }

    private List<Failed> without(RecipeName recipe, Commit commit) {
        var failed = new ArrayList<>(read(recipe).failed());
        failed.removeIf(one -> one.commit().equals(commit));
        return failed;
    }

    private Remembered read(RecipeName recipe) {
        var file = file(recipe);
        try {
            return Files.exists(file) && Files.size(file) <= MAX_BYTES
                    ? JSON.readValue(file.toFile(), Remembered.class)
                    : Remembered.NOTHING;
        } catch (IOException e) {
            tell.accept("which commits of " + recipe + " failed here is not known, because " + file
                    + " cannot be read: " + reason(e));
            return Remembered.NOTHING;
        }
    }

    private void write(RecipeName recipe, List<Failed> failed) {
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, recipe.value(), ".tmp");
            Files.write(fresh, JSON.writeValueAsBytes(new Remembered(failed)));
            Files.move(fresh, file(recipe), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            tell.accept("which commits of " + recipe + " failed cannot be kept in " + folder + ": " + reason(e)
                    + "; set CCCI_STATE_DIR to a folder that can be written");
        }
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    }

    private Path file(RecipeName recipe) {
        return folder.resolve(recipe.value() + ".json");
    }

    /**
     * What a file holds.
     *
     * @param failed the commits, the one that failed last at the end
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Remembered(List<Failed> failed) {
        static final Remembered NOTHING = new Remembered(List.of());

        Remembered {
            failed = failed == null ? List.of() : List.copyOf(failed);
        }
    }

    /**
     * A commit that failed.
     *
     * @param commit the commit
     * @param runId the last run in which it did
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failed(Commit commit, RunId runId) {
        Failed {
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(runId, "runId");
        }
    }
}
