package coop.ccci.harness.check;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects findings, so that one that is wrong does not hide the others. */
final class FindingList {
    private final List<CheckFinding> findings = new ArrayList<>();

    void good(String what) {
        findings.add(CheckFinding.good(what));
    }

    void remark(String what) {
        findings.add(CheckFinding.remark(what));
    }

    void wrong(String what) {
        findings.add(CheckFinding.wrong(what));
    }

    /**
     * Does what a run would do.
     *
     * @return empty where a run would end with it: then that is a finding, each of several mistakes one of its own
     * @throws RunException when the machine is at fault, which says nothing about the recipe
     */
    <T> Optional<T> attempt(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RunException e) {
            if (e.exit() == ExitCode.ENVIRONMENT) {
                throw e;
            }
            wrongs(e).forEach(this::wrong);
            return Optional.empty();
        }
    }

    /** Where there are several mistakes, the details are these; else they only help to understand the one. */
    private static List<String> wrongs(RunException e) {
        var details = e.details();
        return !details.isEmpty() && e.getMessage().startsWith(details.get(0)) ? details : List.of(e.getMessage());
    }

    /** As the other one, of work that gives nothing. */
    void attempt(Runnable work) {
        attempt(() -> {
            work.run();
            return true;
        });
    }

    List<CheckFinding> all() {
        return List.copyOf(findings);
    }
}
