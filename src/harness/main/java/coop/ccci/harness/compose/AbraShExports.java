package coop.ccci.harness.compose;

import coop.ccci.contract.Excerpt;
import coop.ccci.harness.result.RunException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a recipe's {@code abra.sh} exports for its compose files, such as {@code export NGINX_CONF_VERSION=v3}. abra reads
 * these lines and does not run them, before it chooses the compose files; other readers take other lines for one. So a
 * line that begins with {@code export} must be of the one form that all read alike, and may not name what says which app is
 * deployed. To abra all that stands behind the {@code =} is the value, so that a compose file may have no variable with a
 * comment or a blank behind its value. An export inside of a function is for the shell that runs it in a container, unless a
 * compose file has a variable of its name.
 */
final class AbraShExports {
    static final String FILE = "abra.sh";

    /** A little less than what Go's reader of lines takes, with which abra reads. */
    private static final int MAX_LINE_BYTES = 65_000;

    private static final Pattern WORD =
            Pattern.compile("(?:^|[^A-Za-z0-9_])export(?:[^A-Za-z0-9_=].*)?$", Pattern.DOTALL);
    private static final Pattern PLAIN =
            Pattern.compile("export ([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9_][A-Za-z0-9._+:/@-]*)"
                    + "([ \\t]*|[ \\t]+#(?:(?!export)[A-Za-z0-9 ,.;()'_-])*+[ \\t]*)");
    private static final Pattern INSIDE =
            Pattern.compile("(?:^|[^A-Za-z0-9_])export[ \\t]+(?:-[a-z]+[ \\t]+)*+([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private AbraShExports() {}

    /**
     * Reads the exports.
     *
     * @param checkout the recipe
     * @param chosen the names of its compose files
     * @return by their names, in their order; none when there is no {@code abra.sh}
     * @throws RunException of the recipe with file and line for an export that is not of the form, or not allowed
     */
    static Map<String, String> read(Path checkout, List<String> chosen) {
        var file = RecipePath.of(checkout, FILE);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Map.of();
        }
        var used = new HashSet<String>();
        for (var name : chosen) {
            VARIABLE.matcher(ComposeSource.text(checkout, name)).results().forEach(found -> used.add(found.group(1)));
        }
        return parse(RecipeText.of(checkout, FILE), used);
    }

    /**
     * Reads a text.
     *
     * @param used the names of the variables in the compose files
     */
    static Map<String, String> parse(String text, Set<String> used) {
        var exports = new LinkedHashMap<String, String>();
        var number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            var bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (line.getBytes(StandardCharsets.UTF_8).length > MAX_LINE_BYTES) {
                throw RunException.recipe(FILE + ":" + number + " has more than " + MAX_LINE_BYTES
                        + " bytes, and abra reads no line that is so long and none after it: break it up");
            }
            if (bare.startsWith("export") && WORD.matcher(bare).find()) {
                export(bare, used, FILE + ":" + number, exports);
            } else if (!bare.strip().startsWith("#")) {
                inside(bare, used, FILE + ":" + number);
            }
        }
        return exports;
    }

    private static void export(String line, Set<String> used, String place, Map<String, String> exports) {
        var export = PLAIN.matcher(line);
        if (!export.matches()) {
            throw RunException.recipe(place + " exports something else than one plain value (" + shown(line)
                    + "), and abra and a shell do not read it alike: write export NAME_VERSION=v1, one to a line, without"
                    + " quotes, of letters, digits and . _ + : / @ -");
        }
        var name = export.group(1);
        problem(name).ifPresent(why -> {
            throw RunException.recipe(place + " exports " + name + ": " + why);
        });
        var behind = export.group(3);
        if (!behind.isEmpty() && used.contains(name)) {
            var isComment = behind.contains("#");
            throw RunException.recipe(
                    place + " has a " + (isComment ? "comment" : "blank") + " behind the value of " + name
                            + ", and abra takes it for a part of the value (" + shown(line) + "): "
                            + (isComment ? "give the comment a line of its own" : "take it out"));
        }
        exports.put(name, export.group(2) + behind);
    }

    private static Optional<String> problem(String name) {
        return ReservedVariables.OF_THE_APP.contains(name)
                ? Optional.of(
                        "that says which app is deployed from which files, and is only the app's settings' to say; take"
                                + " the line out")
                : ReservedVariables.ofPrograms(name);
    }

    private static void inside(String line, Set<String> used, String place) {
        INSIDE.matcher(line).results().map(found -> found.group(1)).forEach(name -> {
            if (used.contains(name) || ReservedVariables.OF_THE_APP.contains(name)) {
                throw RunException.recipe(
                        place + " exports " + name + " inside of a line, and whether abra reads that depends"
                                + " on the abra: begin the line with export, or give the variable a name that no compose file has");
            }
        });
    }

    private static String shown(String line) {
        var clean = line.strip().replaceAll("\\p{Cntrl}", "?");
        return Excerpt.cut(clean, 60);
    }
}
