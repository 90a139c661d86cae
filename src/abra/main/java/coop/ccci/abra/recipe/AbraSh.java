package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a recipe's {@code abra.sh} exports for the compose files, such as {@code export NGINX_CONF_VERSION=v3}.
 *
 * <p>The lines are read, never run: abra itself does no more, and a deploy must not run a recipe's shell code on the
 * host.
 */
public final class AbraSh {
    private static final Pattern EXPORT =
            Pattern.compile("export\\s+([A-Za-z_][A-Za-z0-9_]*)=(\"[^\"$`]*\"|'[^']*'|[^\\s\"'$`]*)\\s*(?:#.*)?");

    private AbraSh() {}

    /** Returns the exports of the {@code abra.sh} in a recipe's folder, in their order; none when there is no such file. */
    public static Map<String, String> exports(Path recipe) {
        var file = recipe.resolve("abra.sh");
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Map<String, String> parse(String text) {
        var exports = new LinkedHashMap<String, String>();
        for (var line : text.lines().toList()) {
            var export = EXPORT.matcher(line);
            if (export.matches()) {
                exports.put(export.group(1), unquoted(export.group(2)));
            }
        }
        return exports;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") || value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
    }
}
