package coop.ccci.harness.recipe;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The recipe's name as its own {@code .env.sample} has it: {@code abra} finds the recipe of an app by that line, whatever
 * the repository is called. It may be an address, {@code git.example.org/owner/name}.
 *
 * @param key {@code RECIPE} or the older {@code TYPE}
 * @param value the name, without a version behind it
 * @param line the line of {@code .env.sample} on which it stands, the first is 1
 */
public record SampleName(String key, String value, int line) {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(?:export\\s+)?(RECIPE|TYPE)=\\s*[\"']?(?:https?://)?([^\"'\\s#:]*)[^#]*(?:#.*)?");
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*+");
    private static final int MAX_LENGTH = 200;

    /** Finds the name in the text of a sample; empty where there is none. As for abra, {@code RECIPE} goes first. */
    public static Optional<SampleName> find(String sample) {
        var lines = sample.lines().toList();
        Optional<SampleName> found = Optional.empty();
        for (var at = 0; at < lines.size(); at++) {
            var assignment = ASSIGNMENT.matcher(lines.get(at));
            if (assignment.matches() && !assignment.group(2).isEmpty()) {
                var next = new SampleName(assignment.group(1), assignment.group(2), at + 1);
                found = found.filter(name -> name.key.equals("RECIPE") && next.key.equals("TYPE"))
                        .or(() -> Optional.of(next));
            }
        }
        return found;
    }

    /**
     * Finds the name in the sample of the commit under test.
     *
     * @param recipe the name that the run was started with
     * @throws RunException of the recipe when there is no name, or one that abra cannot have a folder for
     */
    public static SampleName require(String sample, RecipeName recipe) {
        var name = find(sample)
                .orElseThrow(
                        () -> RunException.recipe("the recipe's .env.sample does not say which recipe it is of, and"
                                + " abra finds the recipe of an app by that line; add RECIPE=" + recipe));
        if (!name.isUsable()) {
            throw RunException.recipe(name.place() + " says " + name.key + "=" + name.value + ", which is no name of a"
                    + " recipe: use letters, digits, hyphens and dots, for example " + name.key + "=" + recipe);
        }
        return name;
    }

    /** Returns whether abra can have a folder for it. */
    public boolean isUsable() {
        return FORM.matcher(value).matches() && value.length() <= MAX_LENGTH;
    }

    /** Returns the name of the folder in which abra has the recipe: of an address, dots and slashes are underscores. */
    public String folder() {
        return value.indexOf('/') < 0 ? value : value.replace('/', '_').replace('.', '_');
    }

    /** Returns where it stands. */
    public String place() {
        return ".env.sample:" + line;
    }
}
