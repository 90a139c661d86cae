package coop.ccci.harness.compose;

import coop.ccci.contract.Excerpt;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A recipe's {@code .env.sample}, from which {@code abra app new} makes an app's settings. */
public final class SampleFile {
    /** The file's name in a recipe. */
    public static final String NAME = ".env.sample";

    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");
    private static final Pattern QUOTED = Pattern.compile("(?:'[^']*'|\"(?:[^\"\\\\]|\\\\[^nr])*+\")\\s*(?:#.*)?");
    private static final int MAX_SHOWN = 60;

    private SampleFile() {}

    /**
     * Reads it as it stands.
     *
     * @param checkout the recipe's folder
     * @return empty when the recipe has none
     * @throws RunException when it cannot be read
     */
    public static Optional<String> text(Path checkout) {
        return Files.isRegularFile(checkout.resolve(NAME))
                ? Optional.of(RecipeText.of(checkout, NAME))
                : Optional.empty();
    }

    /**
     * Reads it as abra fills it in: the sample's own domain, {@code <recipe>.example.com}, is the app's wherever it stands
     * (abra's {@code TemplateAppEnvSample}).
     *
     * @param checkout the recipe's folder, which has the recipe's name
     * @return empty when the recipe has none
     * @throws RunException when it cannot be read
     */
    public static Optional<EnvFile> filledIn(Path checkout, String domain) {
        var ofTheSample = checkout.getFileName() + ".example.com";
        return text(checkout).map(text -> EnvFile.parse(text.replace(ofTheSample, domain)));
    }

    /**
     * Checks that everybody reads the sample of a recipe alike, abra and the harness among them: each line is empty, a
     * comment or {@code NAME=value}, and no value goes on to the next line. A recipe without one passes.
     *
     * @throws RunException of the recipe with the line when not
     */
    public static void require(Path checkout) {
        if (Files.isRegularFile(checkout.resolve(NAME))) {
            var number = 0;
            for (var line : RecipeText.of(checkout, NAME).split("\n", -1)) {
                number++;
                var problem = problem(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
                if (problem.isPresent()) {
                    throw RunException.recipe(NAME + ":" + number + " " + problem.get());
                }
            }
            requireOneName(EnvFile.parse(RecipeText.of(checkout, NAME)).variables());
        }
    }

    private static void requireOneName(Map<String, String> variables) {
        var recipe = variables.getOrDefault("RECIPE", "");
        var type = variables.getOrDefault("TYPE", "");
        if (!recipe.isEmpty() && !type.isEmpty() && !recipe.equals(type)) {
            throw RunException.recipe(NAME + " says RECIPE=" + shown(recipe) + " and TYPE=" + shown(type)
                    + ", and of which recipe an app is depends on who reads it: take the line with TYPE out");
        }
    }

    private static Optional<String> problem(String line) {
        if (line.chars().anyMatch(letter -> (Character.isISOControl(letter) && letter != '\t') || letter == 0xFEFF)) {
            return Optional.of("has an invisible character, which not everybody reads alike: take it out");
        }
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        var assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            return Optional.of(
                    "is not of the form NAME=value (" + shown(line)
                            + "), and not everybody reads it alike: write it so, on one line, or as a comment with # before it");
        }
        var value = assignment.group(2).strip();
        if ((value.startsWith("'") || value.startsWith("\""))
                && !QUOTED.matcher(value).matches()) {
            return Optional.of(
                    "has a value that begins with a quotation mark and does not end with one on the same line,"
                            + " or has \\n in it (" + shown(line)
                            + "): write one line, with a comment behind it at most");
        }
        return ReservedVariables.ofPrograms(assignment.group(1)).map(why -> "sets " + assignment.group(1) + ": " + why);
    }

    private static String shown(String line) {
        var text = line.strip();
        return Excerpt.cut(text, MAX_SHOWN);
    }
}
