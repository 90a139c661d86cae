package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of one of a recipe's files, bounded and proven to be a text. */
final class RecipeText {
    private static final long MAX_BYTES = 1024 * 1024;

    private RecipeText() {}

    /**
     * Reads a file.
     *
     * @param name the file in the recipe
     * @throws RunException of the recipe when it is not the recipe's own, too long, or no text
     */
    static String of(Path checkout, String name) {
        var file = RecipePath.of(checkout, name)
                .orElseThrow(() -> RunException.recipe(name + " is not a file of the recipe"));
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw RunException.recipe(name + " has more than " + MAX_BYTES + " bytes, so it is not read");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw RunException.recipe(name + " is not a text in UTF-8");
        } catch (IOException e) {
            throw RunException.environment("cannot read the recipe's " + name + ": " + e.getMessage(), e);
        }
    }
}
