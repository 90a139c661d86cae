package coop.ccci.harness.run;

import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.tier.Snapshot;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of an app so far: each stage takes it as the one before has left it and gives the next.
 *
 * @param facts what the stages so far have given
 * @param names the names that its objects get on the swarm, by the compose files that were deployed first
 * @param snapshot what its backup made
 */
record AppState(Set<Fact> facts, ComposeNames names, Optional<Snapshot> snapshot) {
    /** Copies what could change. */
    AppState {
        facts = Set.copyOf(facts);
    }

    /** Returns the state before the first stage of an app. */
    static AppState first() {
        return new AppState(EnumSet.of(Fact.PLAN, Fact.HISTORY, Fact.ROOM), ComposeNames.NONE, Optional.empty());
    }

    AppState with(ComposeNames other) {
        return new AppState(facts, other, snapshot);
    }

    AppState with(Optional<Snapshot> other) {
        return new AppState(facts, names, other);
    }

    /**
     * Returns the state after a stage.
     *
     * @throws IllegalStateException when it needed what no stage before it has given: a defect of the order
     */
    AppState after(RunStage stage) {
        require(stage);
        var more = EnumSet.copyOf(facts);
        more.addAll(stage.gives());
        return new AppState(more, names, snapshot);
    }

    void require(RunStage stage) {
        if (!facts.containsAll(stage.needs())) {
            throw new IllegalStateException(
                    "the stage " + stage.code() + " needs " + stage.needs() + ", and there is only " + facts);
        }
    }
}
