package coop.ccci.harness.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import coop.ccci.contract.RecipeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Remembers the last green state of every recipe, one file {@code <recipe>.json} each. It only makes upgrades begin at a
 * better place: a file that is lost or cannot be read costs nothing but that, and is told.
 *
 * @param folder where the files are; made when absent
 * @param tell takes what went wrong, one sentence
 */
public record LastPassed(Path folder, Consumer<String> tell) {
    private static final long MAX_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

    /** Returns what passed last; empty when nothing has, or it is not known any more. */
    public Optional<PassedRun> of(RecipeName recipe) {
        var file = file(recipe);
        try {
            return Files.exists(file) && Files.size(file) <= MAX_BYTES
                    ? Optional.of(JSON.readValue(file.toFile(), PassedRun.class))
                    : Optional.empty();
        } catch (IOException e) {
            tell.accept("the last green version of " + recipe + " is not known, because " + file + " cannot be read: "
                    + reason(e));
            return Optional.empty();
        }
    }

    /** Remembers a state in place of an earlier one, unless that is a newer version; the file is replaced whole. */
    public void save(RecipeName recipe, PassedRun green) {
        if (of(recipe).filter(green::isOlderThan).isPresent()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, recipe.value(), ".tmp");
            Files.write(fresh, JSON.writeValueAsBytes(green));
            Files.move(fresh, file(recipe), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            tell.accept("the last green version of " + recipe + " cannot be kept in " + folder + ": " + reason(e)
                    + "; set CCCI_STATE_DIR to a folder that can be written");
        }
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    }

    private Path file(RecipeName recipe) {
        return folder.resolve(recipe.value() + ".json");
    }
}
