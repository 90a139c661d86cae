package coop.ccci.abra.lint;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.FatalException;
import coop.ccci.abra.recipe.RecipeCheckout;
import java.util.List;

/** Holds the rules against a recipe. */
public final class Lint {
    private Lint() {}

    /**
     * What every rule says of the checkout as it lies there.
     *
     * @param catalogue what the catalogue says of the recipe
     * @param onlyErrors leave out the rules that only warn
     * @throws FatalException when the checkout cannot be judged
     */
    public static List<Finding> of(RecipeCheckout recipe, JsonNode catalogue, boolean onlyErrors) {
        var linted = LintedRecipe.read(recipe, catalogue);
        return Rules.ALL.stream()
                .filter(rule -> !onlyErrors || rule.severity() == Severity.ERROR)
                .map(rule -> rule.on(linted))
                .toList();
    }

    /**
     * Refuses a recipe that breaks a rule of severity error, before every deploy without chaos.
     *
     * @throws FatalException naming the first such rule
     */
    public static void refuseErrors(RecipeCheckout recipe, JsonNode catalogue) {
        of(recipe, catalogue, true).stream()
                .filter(Finding::isCritical)
                .findFirst()
                .ifPresent(finding -> {
                    throw new FatalException("lint error in " + recipe.name() + " config: " + finding.ref() + " "
                            + finding.text() + ": " + finding.howToFix() + ", or pass --chaos");
                });
    }
}
