package coop.ccci.harness.git;

import coop.ccci.harness.process.Deadline;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Has JGit stop in the middle of what it writes or fetches when a deadline is over. */
final class UntilOver extends EmptyProgressMonitor {
    private final Deadline deadline;

    UntilOver(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public boolean isCancelled() {
        return deadline.over().isPresent();
    }
}
