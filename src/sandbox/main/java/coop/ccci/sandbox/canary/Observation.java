package coop.ccci.sandbox.canary;

import coop.ccci.contract.Results;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run of a canary came to.
 *
 * @param exit the exit code of the harness; 137 when it had to be killed
 * @param results what it wrote; empty when there is no {@code results.json} that can be read
 * @param duration from the harness's start to its end
 * @param problems what went wrong beside the run, such as something that it left; sentences
 */
public record Observation(int exit, Optional<Results> results, Duration duration, List<String> problems) {
    private static final int MAX_DETAILS = 12;

    /** Returns the verdict and where it was lost, as the table has it. */
    String describe() {
        return results.map(found -> ExpectedResult.describe(
                        found.verdict(), found.failure().map(Results.Failure::stage), violations(found)))
                .orElse("exit " + exit + ", no results");
    }

    /** Returns what the run itself says went wrong, as lines for people; empty when nothing did. */
    List<String> describeFailure() {
        return results.flatMap(Results::failure)
                .map(failure -> Stream.concat(
                                Stream.of("it says: " + failure.message()),
                                failure.details().stream().limit(MAX_DETAILS).map(detail -> "  " + detail))
                        .toList())
                .orElse(List.of());
    }

    /** Returns the lint rules of severity error that are not satisfied. */
    static List<String> violations(Results results) {
        return results.lint().map(Results.Lint::rules).orElse(List.of()).stream()
                .filter(rule -> rule.severity().equals("error") && !rule.satisfied() && !rule.skipped())
                .map(Results.Lint.Rule::ref)
                .toList();
    }
}
