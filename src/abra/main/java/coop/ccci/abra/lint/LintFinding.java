package coop.ccci.abra.lint;

/**
 * The result of one rule on one recipe.
 *
 * @param ref the rule's number
 * @param text what the rule wants
 * @param severity what it means when that is not so
 * @param isSatisfied whether it is so; false when the rule was skipped
 * @param isSkipped whether the rule does not apply
 * @param howToFix what to do
 */
public record LintFinding(
        String ref, String text, Severity severity, boolean isSatisfied, boolean isSkipped, String howToFix) {
    /** Returns whether the recipe should not be deployed. */
    public boolean isCritical() {
        return severity == Severity.ERROR && !isSatisfied && !isSkipped;
    }
}
