package coop.ccci.bridge;

import static coop.ccci.bridge.RouteFlow.Nothing.NOTHING;

import coop.ccci.bridge.RouteFlow.Told;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ways through the routes that test recipes themselves, and through the one that wakes all others. */
final class RecipeFlows {
    private static final String CLAIM = "admit-recipe-triggers-claim";
    private static final String DECIDE = "admit-recipe-triggers-decide";

    private RecipeFlows() {}

    static Stream<RouteFlow> all() {
        return Stream.of(
                RouteFlow.of("poll-ledger", "a comment waits", "poll-ledger-ask", "seda:find-triggers")
                        .with("poll-ledger-ask", List.of("triggers")),
                RouteFlow.of(
                                "sweep-recipes",
                                "its time has come",
                                "sweep-recipes-next",
                                "sweep-recipes-begin",
                                "seda:find-recipe-triggers")
                        .with("sweep-recipes-next", Instant.EPOCH),
                RouteFlow.of("sweep-recipes", "it has not", "sweep-recipes-next")
                        .with("sweep-recipes-next", NOTHING),
                RouteFlow.of(
                        "poll-repositories", "something asks for tests", "search", "mark", "seda:find-repositories"),
                RouteFlow.of(
                        "look-at-repository",
                        "one that changed",
                        "look-at-repository-claim",
                        "look-at-repository-read",
                        "look-at-repository-record",
                        "seda:find-recipe-triggers"),
                RouteFlow.of("look-at-repository", "somebody else's", "look-at-repository-claim")
                        .with("look-at-repository-claim", NOTHING),
                RouteFlow.of("admit-recipe-triggers", "somebody else's", CLAIM).with(CLAIM, NOTHING),
                admit("run", "admit-recipe-triggers-admit", "seda:find-queued-runs"),
                admit("ignore", "admit-recipe-triggers-ignore", "seda:find-recipe-triggers"),
                admit("wait", "admit-recipe-triggers-put-off"),
                RouteFlow.of("tell-level-changes", "somebody else's", "tell-level-changes-claim")
                        .with("tell-level-changes-claim", NOTHING),
                RouteFlow.of(
                                "tell-level-changes",
                                "all is to be told",
                                "tell-level-changes-claim",
                                "tell-level-changes-open-issue",
                                "tell-level-changes-call-webhook",
                                "tell-level-changes-settle")
                        .with("tell-level-changes-claim", new Told("", true)),
                RouteFlow.of(
                        "tell-level-changes", "nothing is", "tell-level-changes-claim", "tell-level-changes-settle"),
                RouteFlow.of("send-webhook", "a message", "send-webhook-prepare", "http", "send-webhook-check")
                        .with("send-webhook-prepare", Map.of("level", 4)));
    }

    private static RouteFlow admit(String kind, String... then) {
        var passes = Stream.concat(Stream.of(CLAIM, DECIDE), Stream.of(then)).toArray(String[]::new);
        return RouteFlow.of("admit-recipe-triggers", "one that becomes " + kind, passes)
                .with(DECIDE, new Told(kind, true));
    }
}
