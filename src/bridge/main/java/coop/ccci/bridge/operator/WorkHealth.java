package coop.ccci.bridge.operator;

import coop.ccci.bridge.ledger.Backlog;
import coop.ccci.bridge.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whether the steps on the rows of the ledger get on: those that fail again and again, those
 * of forges that the settings name no more, and whether runs are paused. */
public final class WorkHealth {
    private final Ledger ledger;
    private final Set<String> forges;

    /**
     * Looks at the rows of that ledger.
     *
     * @param forges the keys of the forges that the settings name
     */
    public WorkHealth(Ledger ledger, Set<String> forges) {
        this.ledger = ledger;
        this.forges = Set.copyOf(forges);
    }

    /** Returns a sentence for each kind of row that does not get on, and adds since when runs are paused. */
    public List<String> problems(BiConsumer<String, Object> detail) {
        ledger.operation()
                .pause()
                .since()
                .ifPresent(
                        since -> detail.accept("paused since", since + "; ./cc-ci admin resume lets runs start again"));
        var failing = ledger.operation().backlog().failing();
        var problems = new ArrayList<String>();
        add(problems, failing.triggers(), "comments that cannot be decided", "admit-triggers");
        add(problems, failing.queued(), "queued runs that cannot be launched", "launch-runs");
        add(problems, failing.running(), "runs that cannot be watched", "watch-runs");
        add(problems, failing.reports(), "answers that cannot be published", "report-runs or report-triggers");
        ledger.operation()
                .otherForges()
                .waiting(forges)
                .forEach((forge, waiting) -> problems.add("what the ledger has of the forge " + forge
                        + " waits, which the settings name no more (" + waiting
                        + "): name it in FORGES again, or end it for good by "
                        + "./cc-ci admin abandon " + forge));
        return problems;
    }

    private static void add(List<String> problems, int count, String what, String route) {
        if (count > 0) {
            problems.add(count + " " + what + ", " + Backlog.FAILING_AFTER + " times in a row or more: the log of "
                    + route + " says why, on its lines with \"to be tried again\"");
        }
    }
}
