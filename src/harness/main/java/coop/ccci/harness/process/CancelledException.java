package coop.ccci.harness.process;

import coop.ccci.contract.ExitCode;

/** Thrown by every wait on a {@link Deadline} that has passed or was cancelled. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode why;

    /**
     * Says it.
     *
     * @param why {@link ExitCode#DEADLINE} or {@link ExitCode#TERMINATED}
     */
    public CancelledException(ExitCode why) {
        super(why == ExitCode.DEADLINE ? "the deadline passed" : "the run was cancelled");
        this.why = why;
    }

    /** {@link ExitCode#DEADLINE} or {@link ExitCode#TERMINATED}. */
    public ExitCode why() {
        return why;
    }
}
