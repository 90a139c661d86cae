package coop.ccci.abra.lint;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The block of a recipe's {@code README.md} between {@code <!-- metadata -->} and {@code <!-- endmetadata -->}, with
 * lines such as {@code * **Category**: Apps}.
 */
final class ReadmeMetadata {
    private static final Pattern BLOCK = Pattern.compile("(?s)<!--\\s*metadata\\s*-->(.*?)<!--\\s*endmetadata\\s*-->");
    private static final List<String> KEYS = List.of("Category", "Status", "Image", "Healthcheck", "Backups", "Email");

    private ReadmeMetadata() {}

    /** Returns whether every expected line is there with a value. */
    static boolean isFilledIn(Path recipe) {
        var file = recipe.resolve("README.md");
        if (!Files.exists(file)) {
            return false;
        }
        try {
            var block = BLOCK.matcher(Files.readString(file));
            return block.find() && KEYS.stream().allMatch(key -> isFilledIn(block.group(1), key));
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFilledIn(String block, String key) {
        return Pattern.compile("(?m)^\\s*[*-]\\s*\\*\\*" + key + "\\*\\*:[^\\S\\n]*\\S")
                .matcher(block)
                .find();
    }
}
