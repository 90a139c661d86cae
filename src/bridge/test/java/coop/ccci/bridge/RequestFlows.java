package coop.ccci.bridge;

import static coop.ccci.bridge.RouteFlow.Nothing.NOTHING;

import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.stream.Stream;

/** The ways of a request to another system. */
final class RequestFlows {
    private RequestFlows() {}

    static Stream<RouteFlow> all() {
        return Stream.of("gitea", "drone").flatMap(RequestFlows::to);
    }

    private static Stream<RouteFlow> to(String system) {
        var send = "direct:" + system + "-send";
        var call = "direct:" + system + "-call";
        var late = new SocketTimeoutException();
        return Stream.of(
                RouteFlow.of(system + "-request", "a question", "prepare", send).with("prepare", NOTHING),
                RouteFlow.of(system + "-request", "something to be sent", "prepare", send)
                        .with("prepare", Map.of("body", "hello")),
                send(system, "an answer", "pause", call, "check"),
                send(system, "no answer to a question in time", "pause", call, "ask-anything", call)
                        .given("isRead", true)
                        .with(call, late),
                send(system, "no answer in time to what changes something", "pause", call)
                        .given("isRead", false)
                        .with(call, late),
                RouteFlow.of(system + "-call", "an answer without a body", "http", "bound", "read"));
    }

    private static RouteFlow send(String system, String when, String... passes) {
        return RouteFlow.of(system + "-send", when, passes)
                .given("purpose", "POLL")
                .given("limit", 100);
    }
}
