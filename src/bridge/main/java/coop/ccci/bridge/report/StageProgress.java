package coop.ccci.bridge.report;

import coop.ccci.contract.RunEvent;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is, as its events tell.
 *
 * @param finished the events that ended a stage, in order
 * @param current the stage that goes on; empty between two of them
 */
record StageProgress(List<RunEvent> finished, Optional<String> current) {
    static StageProgress of(List<RunEvent> events) {
        var ofStages = events.stream()
                .filter(event -> !event.stage().equals(RunEvent.RUN))
                .toList();
        var finished = ofStages.stream()
                .filter(event -> event.kind() == RunEvent.Kind.FINISHED)
                .toList();
        Optional<String> current = Optional.empty();
        for (var event : ofStages) {
            if (event.kind() == RunEvent.Kind.STARTED) {
                current = Optional.of(event.stage());
            } else if (event.kind() == RunEvent.Kind.FINISHED && current.equals(Optional.of(event.stage()))) {
                current = Optional.empty();
            }
        }
        return new StageProgress(finished, current);
    }
}
