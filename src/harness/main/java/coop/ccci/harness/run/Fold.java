package coop.ccci.harness.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Holds the newest state of a run while its stages are folded over it; what one of them throws loses nothing. */
final class Fold {
    private final AtomicReference<RunState> newest = new AtomicReference<>(RunState.first());

    /** Returns the newest state. */
    RunState state() {
        return newest.get();
    }

    /** Something was found out; may be called by several threads. */
    void next(UnaryOperator<RunState> found) {
        newest.updateAndGet(found);
    }
}
