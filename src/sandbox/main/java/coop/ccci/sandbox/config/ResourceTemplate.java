package coop.ccci.sandbox.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A text file of the sandbox's jar with {@code @NAME@} where a value goes.
 *
 * @param text as it is in the jar
 */
public record ResourceTemplate(String text) {

    /** Reads the file that stands beside the class. */
    public static ResourceTemplate beside(Class<?> type, String name) {
        try (var stream = type.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + name + " beside " + type.getName());
            }
            return new ResourceTemplate(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text with the values in it. */
    public String with(Map<String, String> values) {
        var filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        return filled;
    }

    /**
     * Writes the text with the values in it, unless it stands there already.
     *
     * @return whether the file was changed
     */
    public boolean write(Path file, Map<String, String> values) {
        try {
            var wanted = with(values);
            if (Files.exists(file) && Files.readString(file).equals(wanted)) {
                return false;
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, wanted);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
