package coop.ccci.contract;

import java.util.Arrays;
import java.util.Optional;

/** The exit codes of the harness, and what each says about the run. */
public enum ExitCode {
    /** Every tier that ran held and nothing was left behind. */
    PASSED(0, Verdict.PASSED),

    /** The recipe did not do what it should. */
    FAILED(1, Verdict.FAILED),

    /** Wrong arguments, or files in {@code recipe-tests/} that cannot be read. */
    USAGE(2, Verdict.ERROR),

    /** The machine or a server that it needs is at fault: Docker, disk, forge, registry. */
    ENVIRONMENT(3, Verdict.ERROR),

    /** The run's deadline passed: 128 + SIGALRM. */
    DEADLINE(142, Verdict.TIMED_OUT),

    /** Asked to end: 128 + SIGTERM. */
    TERMINATED(143, Verdict.CANCELLED);

    private final int code;
    private final Verdict verdict;

    ExitCode(int code, Verdict verdict) {
        this.code = code;
        this.verdict = verdict;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** What a run that ended with this code came to. */
    public Verdict verdict() {
        return verdict;
    }

    /** The constant for a process's exit code; empty for any other number. */
    public static Optional<ExitCode> of(int code) {
        return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
    }
}
