package coop.ccci.bridge.operator;

import coop.ccci.bridge.ledger.Backlog;
import coop.ccci.bridge.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Whether the steps on the rows of the ledger get on: those that fail again and again, and whether runs are paused. */
public final class WorkHealth {
    private final Ledger ledger;

    /** Looks at the rows of that ledger. */
    public WorkHealth(Ledger ledger) {
        this.ledger = ledger;
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
        return problems;
    }

    private static void add(List<String> problems, int count, String what, String route) {
        if (count > 0) {
            problems.add(count + " " + what + ", " + Backlog.FAILING_AFTER + " times in a row or more: the log of "
                    + route + " says why, on its lines with \"to be tried again\"");
        }
    }
}
