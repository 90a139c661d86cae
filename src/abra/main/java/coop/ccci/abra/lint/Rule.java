package coop.ccci.abra.lint;

import java.util.function.Predicate;

/**
 * One rule.
 *
 * @param ref its number, for example {@code R014}
 * @param text what a recipe should be like
 * @param severity what it means when the recipe is not
 * @param howToFix what to do then
 * @param isKept whether a recipe is
 * @param isSkipped whether the rule does not apply to a recipe
 */
record Rule(
        String ref,
        String text,
        Severity severity,
        String howToFix,
        Predicate<LintedRecipe> isKept,
        Predicate<LintedRecipe> isSkipped) {
    /** A rule for every recipe. */
    Rule(String ref, String text, Severity severity, String howToFix, Predicate<LintedRecipe> isKept) {
        this(ref, text, severity, howToFix, isKept, recipe -> false);
    }

    Finding on(LintedRecipe recipe) {
        var skipped = isSkipped.test(recipe);
        return new Finding(ref, text, severity, !skipped && isKept.test(recipe), skipped, howToFix);
    }
}
