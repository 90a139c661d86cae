package coop.ccci.bridge.dashboard;

import coop.ccci.contract.Results;
import java.util.List;

/**
 * What lint said, as the template sees it.
 *
 * @param status {@code pass}, {@code fail} or {@code not verified}; empty when lint was not asked
 * @param reason why it did not pass; empty when it did
 * @param unsatisfied the rules that do not hold, one line each
 */
public record LintView(String status, String reason, List<String> unsatisfied) {
    static final LintView NONE = new LintView("", "", List.of());

    private static final int MAX_LENGTH = 300;
    private static final int MAX_RULES = 50;

    static LintView of(Results.Lint lint) {
        return new LintView(
                lint.status().code().equals("unver")
                        ? "not verified"
                        : lint.status().code(),
                lint.reason().map(text -> PlainText.line(text, MAX_LENGTH)).orElse(""),
                lint.rules().stream()
                        .filter(rule -> !rule.satisfied() && !rule.skipped())
                        .limit(MAX_RULES)
                        .map(rule ->
                                PlainText.line(rule.ref() + " (" + rule.severity() + "): " + rule.rule(), MAX_LENGTH))
                        .toList());
    }
}
