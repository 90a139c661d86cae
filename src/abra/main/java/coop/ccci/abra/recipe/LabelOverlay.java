package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * The compose file that is laid over the recipe's own: abra's labels on the service {@code app}, and the app's values
 * as environment of that service where the recipe does not set them itself.
 *
 * <p>Only {@code app} is labelled although some versions may label every service: the stand-in promises no more than
 * what a caller can rely on.
 */
public final class LabelOverlay {
    /** The one service that every recipe must have. */
    public static final String SERVICE = "app";

    private LabelOverlay() {}

    /**
     * Writes the file.
     *
     * @param labels by their full names
     * @param env the app's values
     * @return a temporary file, to be deleted by the caller
     */
    public static Path write(ComposeFiles compose, Map<String, String> labels, Map<String, String> env) {
        try {
            var file = Files.createTempFile("abra-overlay-", ".yml");
            Files.writeString(file, text(compose, labels, env));
            return file;
        } catch (IOException e) {
            throw new FatalException("cannot write a temporary compose file: " + e.getMessage(), e);
        }
    }

    static String text(ComposeFiles compose, Map<String, String> labels, Map<String, String> env) {
        var exposed = new LinkedHashMap<>(env);
        exposed.keySet().removeAll(compose.environmentKeys(SERVICE));
        var service = Map.of("environment", literal(exposed), "deploy", Map.of("labels", literal(labels)));
        var document = new LinkedHashMap<String, Object>();
        compose.version().ifPresent(version -> document.put("version", version));
        document.put("services", Map.of(SERVICE, service));
        return new Yaml().dump(document);
    }

    private static Map<String, String> literal(Map<String, String> values) {
        var copy = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> copy.put(key, ComposeVariables.escape(value)));
        return copy;
    }
}
