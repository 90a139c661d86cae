package coop.ccci.abra.command;

import coop.ccci.abra.lint.LintFinding;
import coop.ccci.abra.lint.RecipeLinter;
import coop.ccci.abra.recipe.RecipeReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code abra recipe lint}: prints a table of all rules. The exit code is no verdict: it is 0 whenever the table could
 * be drawn, and a broken rule of severity error shows in a last line (observed on abra 0.13).
 */
@Command(name = "lint", description = "Check a recipe against the lint rules. Needs a terminal.")
final class RecipeLintCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String name;

    @Option(
            names = {"-C", "--chaos"},
            description = "Use the recipe as it lies there, without it the newest commit of the main branch.")
    private boolean chaos;

    private final AbraCommand abra;

    RecipeLintCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var reference = RecipeReference.parse(name);
        try (var recipe = abra.recipes().ensure(reference, abra.isOffline())) {
            if (!chaos) {
                recipe.requireClean();
            }
            if (!abra.isOffline()) {
                recipe.fetch();
            }
            if (!chaos) {
                reference.version().ifPresentOrElse(recipe::checkout, recipe::checkoutNewest);
            }
            var findings = RecipeLinter.of(recipe, abra.recipes().catalogue(recipe.name()));
            abra.requireTerminal("inappropriate ioctl for device");
            var table = new BoxTable("ref", "rule", "severity", "satisfied", "skipped", "how-to-fix");
            findings.forEach(finding -> row(table, finding));
            table.lines().forEach(abra.out()::println);
            if (findings.stream().anyMatch(LintFinding::isCritical)) {
                abra.log().warn("critical errors present in " + recipe.name() + " config");
            }
        }
    }

    private static void row(BoxTable table, LintFinding finding) {
        table.row(
                finding.ref(),
                finding.text(),
                finding.severity().toString(),
                finding.isSkipped() ? "-" : finding.isSatisfied() ? "✅" : "❌",
                finding.isSkipped() ? "✅" : "-",
                finding.howToFix());
    }
}
