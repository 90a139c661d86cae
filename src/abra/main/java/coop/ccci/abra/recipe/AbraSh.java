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
 * host. abra knows no shell when it reads them, and so neither does this: a value in quotes is none, an indented export is
 * none, and a comment behind a value, or a blank, is a part of the value.
 */
public final class AbraSh {
    /** How a line begins that abra takes for an export. */
    private static final Pattern EXPORT = Pattern.compile("export[ \\t\\f]+[A-Za-z0-9_]+=[A-Za-z0-9_]+");

    private static final String WORD = "export ";

    private AbraSh() {}

    /**
     * Returns the exports of the {@code abra.sh} in a recipe's folder, in their order; none when there is no such file.
     *
     * @throws FatalException when the file cannot be read, or an export has a second {@code =} in its line
     */
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
        for (var line : text.split("\n", -1)) {
            var bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (EXPORT.matcher(bare).lookingAt()) {
                var last = bare.lastIndexOf(WORD);
                var pair = (last < 0 ? bare : bare.substring(last + WORD.length())).split("=", -1);
                if (pair.length != 2) {
                    throw new FatalException("couldn't parse " + bare);
                }
                exports.put(pair[0], pair[1]);
            }
        }
        return exports;
    }
}
