package coop.ccci.abra.app;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An env file: {@code .env.sample} of a recipe or the {@code .env} of an app. A later line may refer to earlier ones,
 * itself included, as in {@code COMPOSE_FILE="$COMPOSE_FILE:compose.smtp.yml"}; the last line of a key counts.
 */
public final class AppEnvFile {
    private static final Pattern RECIPE_LINE = Pattern.compile("\\s*(?:export\\s+)?(?:RECIPE|TYPE)\\s*=.*");

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> modifiers = new LinkedHashMap<>();

    private AppEnvFile(String name, String text) {
        this.text = text;
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            try {
                AppEnvLine.parse(line, values).ifPresent(this::add);
            } catch (FatalException e) {
                throw new FatalException(name + " line " + number + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Reads a file.
     *
     * @throws FatalException when it is not there or a line cannot be understood; the message names file and line
     */
    public static AppEnvFile read(Path file) {
        try {
            return new AppEnvFile(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new FatalException(file + " is not there", e);
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a text as {@link #read} reads a file. */
    public static AppEnvFile parse(String text) {
        return new AppEnvFile("env file", text);
    }

    /** Returns all values in the order of their first lines. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Returns one value; empty when the key is missing or set to nothing. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** Returns the pairs in the comment behind a key's value, such as {@code length=32}; empty when there are none. */
    public Map<String, String> modifiers(String key) {
        return modifiers.getOrDefault(key, Map.of());
    }

    /**
     * Returns the same file with the version that its {@code RECIPE=} line (in old files {@code TYPE=}) pins replaced. Every
     * other character stays as it is.
     */
    public AppEnvFile pinnedTo(String version) {
        var rewritten = new StringBuilder();
        for (var line : text.split("(?<=\n)", -1)) {
            rewritten.append(RECIPE_LINE.matcher(line.stripTrailing()).matches() ? pinned(line, version) : line);
        }
        return parse(rewritten.toString());
    }

    /**
     * Writes the file.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void write(Path file) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the text of the file. */
    public String text() {
        return text;
    }

    private void add(AppEnvLine line) {
        values.put(line.key(), line.value());
        if (!line.modifiers().isEmpty()) {
            modifiers.put(line.key(), line.modifiers());
        }
    }

    private static String pinned(String line, String version) {
        var end = line.endsWith("\n") ? "\n" : "";
        var equals = line.indexOf('=');
        var unpinned = AppEnvLine.parse(line.stripTrailing(), Map.of())
                .map(AppEnvLine::value)
                .map(value -> value.split(":", 2)[0])
                .orElse("");
        return line.substring(0, equals + 1) + unpinned + ":" + version + end;
    }
}
