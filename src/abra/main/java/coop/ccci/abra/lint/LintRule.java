package coop.ccci.abra.lint;

import java.util.function.Predicate;

/**
 * A lint rule.
 *
 * @param ref its number, for example {@code R014}
 * @param text what a recipe should be like
 * @param severity what it means when the recipe is not
 * @param howToFix what to do then
 * @param isKept whether a recipe is
 * @param isSkipped whether the rule does not apply to a recipe
 */
record LintRule(
        String ref,
        String text,
        Severity severity,
        String howToFix,
        Predicate<LintedRecipe> isKept,
        Predicate<LintedRecipe> isSkipped) {
    /** Creates a rule for every recipe. */
    LintRule(String ref, String text, Severity severity, String howToFix, Predicate<LintedRecipe> isKept) {
        this(ref, text, severity, howToFix, isKept, recipe -> false);
    }

    LintFinding check(LintedRecipe recipe) {
        var skipped = isSkipped.test(recipe);
        return new LintFinding(ref, text, severity, !skipped && isKept.test(recipe), skipped, howToFix);
    }
}
