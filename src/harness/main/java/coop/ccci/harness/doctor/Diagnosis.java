package coop.ccci.harness.doctor;

import coop.ccci.contract.ExitCode;
import java.util.List;

/**
 * All findings together.
 *
 * @param holding how many assumptions hold
 * @param broken how many do not
 * @param unknown how many could not be looked at
 * @param left how many were not looked at because nobody asked for deep looks
 */
public record Diagnosis(int holding, int broken, int unknown, int left) {
    /** Counts. */
    public static Diagnosis of(List<ProbeResult> all) {
        var left = Assumptions.all().stream()
                        .mapToInt(topic -> topic.assumptions().size())
                        .sum()
                - all.size();
        return new Diagnosis(
                count(all, Finding.Holds.class),
                count(all, Finding.Broken.class),
                count(all, Finding.Unknown.class),
                left);
    }

    private static int count(List<ProbeResult> all, Class<? extends Finding> kind) {
        return (int) all.stream().filter(one -> kind.isInstance(one.finding())).count();
    }

    /** {@code PASSED} when all hold, {@code FAILED} when one does not, else {@code ENVIRONMENT}: too little was seen. */
    public ExitCode exit() {
        if (broken > 0) {
            return ExitCode.FAILED;
        }
        return unknown > 0 ? ExitCode.ENVIRONMENT : ExitCode.PASSED;
    }
}
