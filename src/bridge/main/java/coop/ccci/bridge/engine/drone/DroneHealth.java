package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.report.ReasonTexts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The health of Drone as the bridge sees it: what an operator should know, and do something about. */
final class DroneHealth {
    private final AtomicReference<Optional<String>> silence =
            new AtomicReference<>(Optional.of("Drone has not answered yet"));
    private final AtomicReference<Optional<EngineFault>> obstacle = new AtomicReference<>(Optional.empty());

    /** Notes whether Drone answers. */
    <T> T watching(Supplier<T> request) {
        try {
            var answer = request.get();
            silence.set(Optional.empty());
            return answer;
        } catch (EngineUnavailableException e) {
            silence.set(Optional.of(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** Notes why Drone would not take a run; empty when it would. */
    void obstacle(Optional<EngineFault> fault) {
        obstacle.set(fault);
    }

    /** Returns what keeps runs from being built, one sentence each; empty when nothing does. */
    List<String> problems() {
        return Stream.of(silence.get(), obstacle.get().map(ReasonTexts::describe))
                .flatMap(Optional::stream)
                .toList();
    }
}
