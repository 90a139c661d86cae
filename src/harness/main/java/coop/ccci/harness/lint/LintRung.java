package coop.ccci.harness.lint;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.Results.Lint.Rule;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.git.ScratchClone;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.PseudoTerminal;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lints exactly the commit under test, in a clone of its own: abra reads every compose file that lies in the tree, so
 * what the harness puts there would be judged too. Nothing that goes wrong here ends the run.
 */
public final class LintRung {
    private final AbraFolder folder;
    private final Abra abra;
    private final Path text;
    private final Masker masker;

    /**
     * Makes ready.
     *
     * @param folder abra's folder for linting alone, without the recipe
     * @param abra works in that folder
     * @param text the file in which what abra says is kept, masked
     */
    public LintRung(AbraFolder folder, Abra abra, Path text, Masker masker) {
        this.folder = folder;
        this.abra = abra;
        this.text = text;
        this.masker = masker;
    }

    /**
     * Makes the clone, at once: what is done with it later is done beside a run that changes its own checkout.
     *
     * @param checkout stands at the commit under test
     * @return lints the clone, in any thread; never throws
     */
    public Supplier<Lint> of(RecipeName recipe, Checkout checkout, Deadline deadline) {
        try {
            var clone = ScratchClone.of(checkout, folder.recipe(recipe), deadline);
            return () -> masked(lint(recipe, clone, deadline));
        } catch (RunException e) {
            return () -> masked(LintReading.unverified(e.getMessage(), List.of()));
        } catch (CancelledException e) {
            return () -> masked(ended());
        }
    }

    private Lint lint(RecipeName recipe, Checkout clone, Deadline deadline) {
        try {
            var finished = abra.lint(recipe, deadline);
            save(finished);
            return clone.isUntouched()
                    ? LintReading.of(finished)
                    : LintReading.unverified("abra linted something else than the commit under test", List.of());
        } catch (RunException e) {
            return LintReading.unverified(e.getMessage(), List.of());
        } catch (CancelledException e) {
            return ended();
        }
    }

    private static Lint ended() {
        return LintReading.unverified("the run ended before lint did", List.of());
    }

    private void save(ProcessResult finished) {
        try {
            Files.writeString(text, masker.mask(PseudoTerminal.plain(finished.output() + finished.errors())));
        } catch (IOException e) {
            throw RunException.environment("cannot write " + text + ": " + e.getMessage(), e);
        }
    }

    private Lint masked(Lint lint) {
        return new Lint(
                lint.status(),
                lint.reason().map(masker::mask),
                lint.rules().stream()
                        .map(rule -> new Rule(
                                masker.mask(rule.ref()),
                                masker.mask(rule.rule()),
                                rule.severity(),
                                rule.satisfied(),
                                rule.skipped()))
                        .toList());
    }
}
