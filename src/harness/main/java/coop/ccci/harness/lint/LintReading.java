package coop.ccci.harness.lint;

import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.Results.Lint.Rule;
import coop.ccci.contract.RungStatus;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.PseudoTerminal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a call of {@code abra recipe lint} means: a pure function. Its exit code says only whether it could lint at all
 * (observed on abra 0.13: 0 also when an error is found), so the table is what counts. What is not understood is not
 * verified; it is never a pass.
 */
final class LintReading {
    private static final String FATAL = "FATA";

    /** What abra prints after a table with an error in it (observed on abra 0.13). */
    private static final String SENTINEL = "critical errors present";

    /** What it says when the recipe's own files are so wrong that it cannot lint them; lower case. */
    private static final List<String> CONTENT =
            List.of("unable to validate recipe", "does not match format", "yaml:", "invalid interpolation");

    /** What it says when not the recipe but the machine or the network is at fault; lower case. */
    private static final List<String> ENVIRONMENT = List.of(
            "authentication required",
            "inappropriate ioctl",
            "no such host",
            "connection refused",
            "i/o timeout",
            "permission denied",
            "no space left",
            "too many open files",
            "docker daemon");

    private LintReading() {}

    /** Reads a call that has ended. */
    static Lint of(ProcessResult finished) {
        var text = PseudoTerminal.plain(finished.output() + "\n" + finished.errors());
        if (finished.killed()) {
            return unverified("abra recipe lint did not end within its time", List.of());
        }
        var fatal = fatal(text);
        if (fatal.isPresent()) {
            return fatalLint(fatal.get());
        }
        if (finished.exit() != 0) {
            return unverified("abra recipe lint ended with exit code " + finished.exit(), List.of());
        }
        try {
            return evaluate(LintTable.rules(text), text.contains(SENTINEL));
        } catch (LintTable.UnreadableTableException e) {
            return unverified("what abra recipe lint said cannot be read: " + e.getMessage(), List.of());
        }
    }

    private static Optional<String> fatal(String text) {
        return text.lines()
                .filter(line -> line.strip().startsWith(FATAL))
                .map(line -> line.strip().substring(FATAL.length()).strip())
                .findFirst();
    }

    private static Lint fatalLint(String fatal) {
        var said = fatal.toLowerCase(Locale.ROOT);
        var reason = "abra cannot lint it: " + fatal;
        return CONTENT.stream().anyMatch(said::contains) && ENVIRONMENT.stream().noneMatch(said::contains)
                ? new Lint(RungStatus.FAIL, Optional.of(reason), List.of())
                : unverified(reason, List.of());
    }

    private static Lint evaluate(List<Rule> rules, boolean sentinel) {
        var errors = rules.stream().filter(Rule::isBrokenError).toList();
        if (!errors.isEmpty()) {
            var told =
                    errors.stream().map(rule -> rule.ref() + " " + rule.rule()).collect(Collectors.joining("; "));
            return new Lint(RungStatus.FAIL, Optional.of("not satisfied: " + told), rules);
        }
        if (sentinel) {
            return unverified("abra speaks of critical errors, and its table shows none", rules);
        }
        return new Lint(RungStatus.PASS, Optional.empty(), rules);
    }

    static Lint unverified(String reason, List<Rule> rules) {
        return new Lint(RungStatus.UNVER, Optional.of(reason), rules);
    }
}
