package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.Verdict;

/**
 * Where a run stands, for people.
 *
 * @param label {@code queued}, {@code running}, or the verdict
 * @param tone which shape and colour goes with it: {@code good}, {@code bad}, {@code odd}, {@code busy}, {@code wait}
 */
public record RunStatus(String label, String tone) {

    static RunStatus of(Run run) {
        return switch (run.state()) {
            case QUEUED -> new RunStatus("queued", "wait");
            case RUNNING -> new RunStatus(run.stop().isPresent() ? "stopping" : "running", "busy");
            case FINISHED ->
                run.end()
                        .map(end -> of(end.verdict()))
                        .orElseThrow(
                                () -> new IllegalStateException("run " + run.id() + " finished without a verdict"));
        };
    }

    static RunStatus of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> new RunStatus(verdict.code(), "good");
            case FAILED -> new RunStatus(verdict.code(), "bad");
            case CANCELLED, SUPERSEDED, TIMED_OUT, ERROR -> new RunStatus(verdict.code(), "odd");
        };
    }
}
