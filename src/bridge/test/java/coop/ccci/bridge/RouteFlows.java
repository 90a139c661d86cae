package coop.ccci.bridge;

import static coop.ccci.bridge.RouteFlow.Nothing.NOTHING;

import coop.ccci.bridge.RouteFlow.Told;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.webhook.WebhookEndpoint.RejectedDeliveryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ways through the routes that have branches. */
final class RouteFlows {
    private static final Told NO = new Told("", false);

    private RouteFlows() {}

    static Stream<RouteFlow> branching() {
        return Stream.of(
                        ofTriggers(),
                        ofRuns(),
                        EngineFlows.all(),
                        ofReports(),
                        ofDoors(),
                        ofHost(),
                        ofPages(),
                        RecipeFlows.all())
                .flatMap(flows -> flows);
    }

    private static Stream<RouteFlow> ofPages() {
        var asked = new PageRequest("GET", "/", Map.of());
        return Stream.of(
                        "list-runs",
                        "show-api",
                        "show-asset",
                        "show-badge",
                        "show-recipe",
                        "show-recipes",
                        "show-run",
                        "show-run-file",
                        "show-host")
                .flatMap(page -> Stream.of(
                        RouteFlow.of(page, "what was shown a moment ago", "open", "find", "answer"),
                        RouteFlow.of(page, "what was not", "open", "find", "read", "keep", "answer")
                                .with("find", asked)));
    }

    private static Stream<RouteFlow> ofTriggers() {
        var refused = new RejectedDeliveryException(403, "no");
        return Stream.concat(
                Stream.of(
                                "run:admit-run",
                                "cancel:cancel-runs",
                                "help:answer-help",
                                "refuse:refuse-trigger",
                                "ignore:ignore-trigger")
                        .map(outcome -> outcome.split(":"))
                        .map(outcome -> RouteFlow.of(
                                        "admit-triggers",
                                        "a command that becomes " + outcome[0],
                                        "admit-triggers-claim",
                                        "admit-triggers-read",
                                        "admit-triggers-authorise",
                                        "admit-triggers-examine",
                                        "admit-triggers-decide",
                                        "direct:" + outcome[1])
                                .with("admit-triggers-read", new Told("", true))
                                .with("admit-triggers-decide", new Told(outcome[0], true))),
                Stream.of(
                        RouteFlow.of("answer-help", "it is shown", "answer-help-write", "seda:find-reports")
                                .with("answer-help-write", new Told("shown", true)),
                        RouteFlow.of("answer-help", "one of too many", "answer-help-write")
                                .with("answer-help-write", NO),
                        RouteFlow.of("refuse-trigger", "it is shown", "refuse-trigger-write", "seda:find-reports")
                                .with("refuse-trigger-write", new Told("shown", true)),
                        RouteFlow.of("refuse-trigger", "one of too many", "refuse-trigger-write")
                                .with("refuse-trigger-write", NO),
                        RouteFlow.of("admit-triggers", "somebody else's", "admit-triggers-claim")
                                .with("admit-triggers-claim", NOTHING),
                        RouteFlow.of("admit-triggers", "its forge does not answer")
                                .with("from", new Told("later", true)),
                        RouteFlow.of("ignore-trigger", "its author may wonder", "ignore-trigger-write")
                                .with("ignore-trigger-write", new Told("missed", true)),
                        RouteFlow.of("ignore-trigger", "nobody does", "ignore-trigger-write")
                                .with("ignore-trigger-write", NO),
                        RouteFlow.of(
                                        "admit-triggers",
                                        "no command asks nothing more",
                                        "admit-triggers-claim",
                                        "admit-triggers-read",
                                        "admit-triggers-decide",
                                        "direct:ignore-trigger")
                                .with("admit-triggers-read", NO)
                                .with("admit-triggers-decide", new Told("ignore", true)),
                        RouteFlow.of(
                                        "admit-triggers",
                                        "one of too many",
                                        "admit-triggers-claim",
                                        "admit-triggers-pass-over")
                                .with("admit-triggers-claim", new Told("too much", true)),
                        RouteFlow.of(
                                        "admit-triggers",
                                        "what cannot be decided now",
                                        "admit-triggers-claim",
                                        "admit-triggers-read",
                                        "admit-triggers-decide",
                                        "admit-triggers-put-off")
                                .with("admit-triggers-read", NO)
                                .with("admit-triggers-decide", new Told("wait", true)),
                        RouteFlow.of(
                                        "webhook-gitea",
                                        "a delivery",
                                        "open",
                                        "check",
                                        "payload",
                                        "find",
                                        "record",
                                        "seda:find-triggers",
                                        "answer")
                                .with("payload", "{}")
                                .with("find", new Told("", true)),
                        RouteFlow.of("webhook-gitea", "one about something else", "open", "check", "payload", "answer")
                                .with("payload", NOTHING),
                        RouteFlow.of(
                                        "webhook-gitea",
                                        "a comment that is not for us",
                                        "open",
                                        "check",
                                        "payload",
                                        "find",
                                        "answer")
                                .with("payload", "{}")
                                .with("find", NOTHING),
                        RouteFlow.of("webhook-gitea", "one that is no JSON", "open", "check", "payload", "not-json")
                                .with("payload", "{"),
                        RouteFlow.of("webhook-gitea", "one that is not signed", "open", "check", "refuse")
                                .with("check", refused),
                        RouteFlow.of(
                                        "webhook-gitea",
                                        "one that cannot be written down",
                                        "open",
                                        "check",
                                        "payload",
                                        "find",
                                        "record",
                                        "fail")
                                .with("payload", "{}")
                                .with("find", new Told("", true))
                                .with("record", new IllegalStateException("full"))));
    }

    private static Stream<RouteFlow> ofRuns() {
        var claim = "launch-runs-claim";
        return Stream.of(
                RouteFlow.of("launch-runs", "somebody else's", claim).with(claim, NOTHING),
                RouteFlow.of("launch-runs", "one that goes", claim, "launch-runs-decide", "direct:start-run")
                        .with("launch-runs-decide", new Told("LAUNCH", false)),
                launch("STOP_ASKED"),
                launch("WAITED_TOO_LONG"),
                launch("NOT_WANTED"),
                RouteFlow.of("launch-runs", "paused", claim, "launch-runs-decide", "launch-runs-wait")
                        .with("launch-runs-decide", new Told("paused", false)),
                RouteFlow.of("launch-runs", "no room", claim, "launch-runs-decide", "launch-runs-release")
                        .with("launch-runs-decide", new Told("LAUNCH", true)),
                RouteFlow.of(
                                "launch-runs",
                                "one that waited",
                                claim,
                                "launch-runs-decide",
                                "launch-runs-revalidate",
                                "direct:start-run")
                        .with("launch-runs-decide", new Told("LAUNCH_IF_STILL_WANTED", false)),
                watch("FINISH", "direct:finish-run"),
                watch("LAUNCH_AGAIN", "direct:start-run"),
                watch("TIME_OUT", "watch-runs-time-out", "watch-runs-release"),
                watch("ASK_TO_END", "watch-runs-ask-to-end", "watch-runs-release"),
                watch("KILL", "watch-runs-kill", "watch-runs-release"),
                watch("WAIT", "watch-runs-release"),
                RouteFlow.of("watch-runs", "somebody else's", "watch-runs-claim")
                        .with("watch-runs-claim", NOTHING));
    }

    private static RouteFlow launch(String ending) {
        return RouteFlow.of("launch-runs", ending, "launch-runs-claim", "launch-runs-decide", "direct:finish-run")
                .with("launch-runs-decide", new Told(ending, false));
    }

    private static RouteFlow watch(String next, String... passes) {
        var all = new ArrayList<>(List.of(
                "watch-runs-claim",
                "direct:observe-run",
                "watch-runs-read-events",
                "seda:find-pull-requests",
                "watch-runs-decide"));
        all.addAll(List.of(passes));
        return RouteFlow.of("watch-runs", next, all.toArray(String[]::new))
                .with("watch-runs-read-events", new Told("", true))
                .with("watch-runs-decide", new Told(next, false));
    }

    private static Stream<RouteFlow> ofReports() {
        return Stream.of(
                report("nothing new", new Told("shown", true), "report-runs-settle"),
                report("too soon", new Told("too soon", true), "report-runs-wait"),
                report("something new", NO, "direct:show-runs"),
                RouteFlow.of("report-runs", "somebody else's", "report-runs-claim")
                        .with("report-runs-claim", NOTHING),
                RouteFlow.of(
                                "show-runs",
                                "the comment is there",
                                "show-runs-find",
                                "show-runs-edit",
                                "show-runs-settle")
                        .with("show-runs-find", new Told("found", true)),
                RouteFlow.of("show-runs", "there is none", "show-runs-find", "show-runs-post", "show-runs-settle")
                        .with("show-runs-find", NO),
                RouteFlow.of(
                                "report-triggers",
                                "all is new",
                                "report-triggers-claim",
                                "report-triggers-render",
                                "report-triggers-react",
                                "report-triggers-answer",
                                "report-triggers-set-status",
                                "report-triggers-settle")
                        .with("report-triggers-render", new Told("", true)),
                RouteFlow.of(
                                "report-triggers",
                                "nothing is",
                                "report-triggers-claim",
                                "report-triggers-render",
                                "report-triggers-settle")
                        .with("report-triggers-render", NO),
                RouteFlow.of("report-triggers", "somebody else's", "report-triggers-claim")
                        .with("report-triggers-claim", NOTHING));
    }

    private static RouteFlow report(String when, Told rendered, String then) {
        return RouteFlow.of("report-runs", when, "report-runs-claim", "report-runs-render", then)
                .with("report-runs-render", rendered);
    }

    private static Stream<RouteFlow> ofDoors() {
        var found = Map.of("id", 1L);
        return Stream.concat(
                RequestFlows.all(),
                Stream.of(
                                "find-triggers:admit-triggers",
                                "find-queued-runs:launch-runs",
                                "find-running-runs:watch-runs",
                                "find-reports:report-triggers",
                                "find-pull-requests:report-runs",
                                "find-repositories:look-at-repository",
                                "find-recipe-triggers:admit-recipe-triggers",
                                "find-level-changes:tell-level-changes")
                        .map(each -> each.split(":"))
                        .map(each -> RouteFlow.of(each[0], "two rows", "sql", "direct:" + each[1], "direct:" + each[1])
                                .with("sql", List.of(found, found))));
    }

    private static Stream<RouteFlow> ofHost() {
        var away = new IllegalStateException("away");
        return Stream.of(
                RouteFlow.of("follow-swarm", "of a run", "follow-swarm-read", "follow-swarm-record"),
                RouteFlow.of("follow-swarm", "of nobody's", "follow-swarm-read").with("follow-swarm-read", NOTHING),
                RouteFlow.of(
                        "look-at-host",
                        "docker answers",
                        "docker:containerlist",
                        "look-at-host-look",
                        "look-at-host-write"),
                RouteFlow.of("look-at-host", "docker does not", "docker:containerlist", "look-at-host-unreachable")
                        .with("docker:containerlist", away),
                RouteFlow.of(
                        "sweep-orphans",
                        "all goes well",
                        "sweep-orphans-prepare",
                        "exec:/usr/bin/env",
                        "sweep-orphans-check"),
                RouteFlow.of(
                                "sweep-orphans",
                                "it does not end",
                                "sweep-orphans-prepare",
                                "exec:/usr/bin/env",
                                "sweep-orphans-fail")
                        .with("exec:/usr/bin/env", away));
    }
}
