package coop.ccci.abra.command;

import coop.ccci.abra.lint.Finding;
import coop.ccci.abra.lint.Lint;
import coop.ccci.abra.recipe.RecipeReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra recipe lint}: a table of all rules. The exit code is no verdict: it is 0 whenever the table could be
 * drawn, and a broken rule of severity error shows in a last line (observed on abra 0.13).
 */
@Command(name = "lint", aliases = "l", description = "Hold the lint rules against a recipe. Needs a terminal.")
final class RecipeLint implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String name;

    @Option(
            names = {"-C", "--chaos"},
            description = "Use the recipe as it lies there, without it the newest commit of the main branch.")
    private boolean chaos;

    @Option(
            names = {"-e", "--only-error"},
            description = "Only the rules of severity error.")
    private boolean onlyErrors;

    private final Abra abra;

    RecipeLint(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var reference = RecipeReference.parse(name);
        try (var recipe = abra.recipes().ensure(reference, abra.isOffline())) {
            if (!chaos) {
                recipe.refuseWhenDirty();
            }
            if (!abra.isOffline()) {
                recipe.fetch();
            }
            if (!chaos) {
                reference.version().ifPresentOrElse(recipe::checkout, recipe::checkoutNewest);
            }
            var findings = Lint.of(recipe, abra.recipes().catalogue(recipe.name()), onlyErrors);
            Terminal.neededToDraw(abra.surroundings());
            var table = new HeavyTable("ref", "rule", "severity", "satisfied", "skipped", "how-to-fix");
            findings.forEach(finding -> row(table, finding));
            table.lines().forEach(abra.out()::println);
            if (findings.stream().anyMatch(Finding::isCritical)) {
                abra.log().warn("critical errors present in " + recipe.name() + " config");
            }
        }
    }

    private static void row(HeavyTable table, Finding finding) {
        table.row(
                finding.ref(),
                finding.text(),
                finding.severity().toString(),
                finding.isSkipped() ? "-" : finding.isSatisfied() ? "✅" : "❌",
                finding.isSkipped() ? "✅" : "-",
                finding.howToFix());
    }
}
