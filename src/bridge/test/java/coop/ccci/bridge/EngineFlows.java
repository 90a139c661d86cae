package coop.ccci.bridge;

import coop.ccci.bridge.RouteFlow.Told;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways through {@code start-run}, and through the routes of the engines to which it leads. */
final class EngineFlows {
    private static final String TAKE_ROOM = "start-run-take-room";
    private static final String LOOK = "start-run-look";
    private static final String PREPARE = "start-run-prepare";
    private static final String RECORD = "start-run-record";
    private static final String DRONE = "direct:drone-create-build";
    private static final String ACCOUNT = "check-drone-account";
    private static final String OBSERVE = "direct:drone-observe";
    private static final String EXEC = "exec:/usr/bin/env";

    private EngineFlows() {}

    /** The engine of these tests is Drone. */
    static Stream<RouteFlow> all() {
        var away = new IllegalStateException("away");
        return Stream.of(
                start("there", TAKE_ROOM, LOOK, RECORD).with(LOOK, new Told("", false)),
                start("begun by the engine's own route", TAKE_ROOM, LOOK, PREPARE, DRONE, "start-run-begun", RECORD)
                        .with(LOOK, new Told("", true))
                        .with(DRONE, new Told("begun", false)),
                start("not begun", TAKE_ROOM, LOOK, PREPARE, DRONE, "start-run-not-begun", RECORD)
                        .with(LOOK, new Told("", true))
                        .with(DRONE, new Told("refused", false)),
                RouteFlow.of("start-run", "no answer", TAKE_ROOM, LOOK, PREPARE, DRONE, "put-off-row")
                        .with(LOOK, new Told("", true))
                        .with(DRONE, away),
                RouteFlow.of("start-run", "no room", TAKE_ROOM, "start-run-release")
                        .with(TAKE_ROOM, new Told("WAIT", false)),
                RouteFlow.of("observe-run", "by the engine's own route", OBSERVE),
                RouteFlow.of("observe-run", "no answer, and it goes on without", OBSERVE, "observe-run-unanswered")
                        .with(OBSERVE, away),
                RouteFlow.of("observe-run", "no answer, which watch-runs hears of", OBSERVE, "observe-run-unanswered")
                        .with(OBSERVE, away)
                        .with("observe-run-unanswered", away),
                RouteFlow.of("local-observe", "it has shown itself", "local-observe-look")
                        .with("local-observe-look", new Told("", false)),
                RouteFlow.of("local-observe", "it has not", "local-observe-look", "local-observe-not-shown")
                        .with("local-observe-look", new Told("", true)),
                RouteFlow.of("drone-observe", "its harness shows enough", "drone-observe-look")
                        .with("drone-observe-look", new Told("", false)),
                RouteFlow.of("drone-observe", "Drone knows better", "drone-observe-look", "drone-observe-ask")
                        .with("drone-observe-look", new Told("", true)),
                RouteFlow.of("local-start", "it is called", "local-start-prepare", EXEC, "local-start-check"),
                RouteFlow.of("local-start", "it cannot be", "local-start-prepare", EXEC, "local-start-fail")
                        .with(EXEC, away),
                RouteFlow.of("check-drone", "all is well", ACCOUNT, "check-drone-repository", "check-drone-remember")
                        .with(ACCOUNT, Optional.empty()),
                RouteFlow.of("check-drone", "a stranger", ACCOUNT, "check-drone-remember")
                        .with(ACCOUNT, Optional.of("the token is not valid")),
                RouteFlow.of("check-drone", "it does not answer", ACCOUNT)
                        .with(ACCOUNT, new EngineUnavailableException("away", null)),
                build("Drone answers", "drone-create-build-check"),
                build("Drone does not, and the run is put off by start-run", "drone-create-build-unanswered")
                        .with("direct:drone-request", away)
                        .with("drone-create-build-unanswered", away));
    }

    private static RouteFlow start(String when, String... passes) {
        var all = new ArrayList<>(List.of(passes));
        all.addAll(List.of("seda:find-queued-runs", "seda:find-running-runs", "seda:find-pull-requests"));
        return RouteFlow.of("start-run", when, all.toArray(String[]::new));
    }

    private static RouteFlow build(String when, String... then) {
        var all = new ArrayList<>(List.of("drone-create-build-compose", "direct:drone-request"));
        all.addAll(List.of(then));
        return RouteFlow.of("drone-create-build", when, all.toArray(String[]::new));
    }
}
