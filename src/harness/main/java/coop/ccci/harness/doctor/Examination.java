package coop.ccci.harness.doctor;

import coop.ccci.contract.ExitCode;
import java.util.List;

/**
 * What the doctor found of a whole host.
 *
 * @param results one for each assumption that was to be looked at, in the order of the file
 */
public record Examination(List<ProbeResult> results) {
    /** Copies what could change. */
    public Examination {
        results = List.copyOf(results);
    }

    /** Returns how many assumptions are in a state. */
    public int count(Finding.State state) {
        return (int) results.stream()
                .filter(result -> result.finding().state() == state)
                .count();
    }

    /** Returns how many were left out because nobody asked for deep looks. */
    public int skipped() {
        var all = Assumptions.all().stream()
                .mapToInt(topic -> topic.assumptions().size())
                .sum();
        return all - results.size();
    }

    /** Returns {@code PASSED} when all hold, {@code FAILED} when one does not, else {@code ENVIRONMENT}. */
    public ExitCode exit() {
        if (count(Finding.State.BROKEN) > 0) {
            return ExitCode.FAILED;
        }
        return count(Finding.State.UNKNOWN) > 0 ? ExitCode.ENVIRONMENT : ExitCode.PASSED;
    }
}
