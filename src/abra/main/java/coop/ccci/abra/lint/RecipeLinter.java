package coop.ccci.abra.lint;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.RecipeCheckout;
import java.util.List;

/** Checks a recipe against the rules. */
public final class RecipeLinter {
    private RecipeLinter() {}

    /**
     * Returns the finding of every rule on the checkout as it is.
     *
     * @param catalogue the catalogue's entry of the recipe
     * @throws FatalException when the checkout cannot be judged
     */
    public static List<LintFinding> of(RecipeCheckout recipe, JsonNode catalogue) {
        var linted = LintedRecipe.read(recipe, catalogue);
        return LintRules.ALL.stream().map(rule -> rule.check(linted)).toList();
    }

    /**
     * Requires that no rule of severity error is broken, as every deploy without chaos does.
     *
     * @throws FatalException naming the first such rule
     */
    public static void requireNoErrors(RecipeCheckout recipe, JsonNode catalogue) {
        of(recipe, catalogue).stream()
                .filter(LintFinding::isCritical)
                .findFirst()
                .ifPresent(finding -> {
                    throw new FatalException("lint error in " + recipe.name() + " config: " + finding.ref() + " "
                            + finding.text() + ": " + finding.howToFix() + ", or pass --chaos");
                });
    }
}
