package coop.ccci.bridge;

import static coop.ccci.bridge.RouteFlow.Nothing.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.bridge.RouteFlow.Told;
import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.camel.WorkThreads;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.webhook.RejectedDeliveryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Which steps a message passes in each route, with the steps themselves replaced: what is wired, and what each choice and
 * filter does. A route without branches passes all its steps in order; each other one needs flows in {@link #branching}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteFlowsTest extends CamelTestSupport {
    private static final Told NO = new Told("", false);
    private static final String OUTSIDE = "(seda|sql|exec|http|https|docker):.*|direct://(?!flow-).*";

    @TempDir
    private static Path folder;

    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> straight = new TreeMap<>();
    private RouteFlow flow;

    static Stream<RouteFlow> branching() {
        return Stream.of(ofTriggers(), ofRuns(), ofReports(), ofDoors()).flatMap(flows -> flows);
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
                        RouteFlow.of("admit-triggers", "somebody else's", "admit-triggers-claim")
                                .with("admit-triggers-claim", NOTHING),
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
                                "webhook-gitea-open",
                                "webhook-gitea-check",
                                "webhook-gitea-read",
                                "webhook-gitea-record",
                                "seda:find-triggers",
                                "webhook-gitea-answer"),
                        RouteFlow.of(
                                        "webhook-gitea",
                                        "one that is not signed",
                                        "webhook-gitea-open",
                                        "webhook-gitea-check",
                                        "webhook-gitea-refuse")
                                .with("webhook-gitea-check", refused),
                        RouteFlow.of(
                                        "webhook-gitea",
                                        "one that cannot be written down",
                                        "webhook-gitea-open",
                                        "webhook-gitea-check",
                                        "webhook-gitea-read",
                                        "webhook-gitea-record",
                                        "webhook-gitea-fail")
                                .with("webhook-gitea-record", new IllegalStateException("full"))));
    }

    private static Stream<RouteFlow> ofRuns() {
        var claim = "launch-runs-claim";
        return Stream.of(
                RouteFlow.of("launch-runs", "somebody else's", claim).with(claim, NOTHING),
                RouteFlow.of("launch-runs", "one that goes", claim, "launch-runs-decide", "direct:start-run")
                        .with("launch-runs-decide", new Told("LAUNCH", false)),
                RouteFlow.of("launch-runs", "one that is over", claim, "launch-runs-decide", "direct:finish-run")
                        .with("launch-runs-decide", new Told("FINISH", false)),
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
                start("absent", true, "start-run-take-room", "start-run-look", "start-run-start", "start-run-record"),
                start("there", false, "start-run-take-room", "start-run-look", "start-run-record"),
                RouteFlow.of("start-run", "no room", "start-run-take-room", "start-run-release")
                        .with("start-run-take-room", new Told("WAIT", false)),
                watch("FINISH", "direct:finish-run"),
                watch("LAUNCH_AGAIN", "direct:start-run"),
                watch("TIME_OUT", "watch-runs-time-out", "watch-runs-release"),
                watch("ASK_TO_END", "watch-runs-ask-to-end", "watch-runs-release"),
                watch("KILL", "watch-runs-kill", "watch-runs-release"),
                watch("WAIT", "watch-runs-release"),
                RouteFlow.of("watch-runs", "somebody else's", "watch-runs-claim")
                        .with("watch-runs-claim", NOTHING));
    }

    private static RouteFlow start(String when, boolean isAbsent, String... passes) {
        var all = new ArrayList<>(List.of(passes));
        all.addAll(List.of("seda:find-queued-runs", "seda:find-running-runs", "seda:find-pull-requests"));
        return RouteFlow.of("start-run", when, all.toArray(String[]::new))
                .with("start-run-look", new Told("", isAbsent));
    }

    private static RouteFlow watch(String next, String... passes) {
        var all = new ArrayList<>(List.of(
                "watch-runs-claim",
                "watch-runs-observe",
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
                Stream.of("gitea", "drone")
                        .flatMap(system -> Stream.of(
                                RouteFlow.of(system + "-request", "a question", "prepare", "direct:" + system + "-send")
                                        .with("prepare", NOTHING),
                                RouteFlow.of(
                                                system + "-request",
                                                "something to be sent",
                                                "prepare",
                                                "direct:" + system + "-send")
                                        .with("prepare", Map.of("body", "hello")),
                                RouteFlow.of(
                                        system + "-send",
                                        "an answer without a body",
                                        "pause",
                                        "http",
                                        "bound",
                                        "read"))),
                Stream.of(
                                "find-triggers:admit-triggers",
                                "find-queued-runs:launch-runs",
                                "find-running-runs:watch-runs",
                                "find-reports:report-triggers",
                                "find-pull-requests:report-runs")
                        .map(each -> each.split(":"))
                        .map(each -> RouteFlow.of(each[0], "two rows", "sql", "direct:" + each[1], "direct:" + each[1])
                                .with("sql", List.of(found, found))));
    }

    @ParameterizedTest
    @MethodSource("branching")
    void a_message_takes_the_way_that_was_decided(RouteFlow flow) {
        take(flow);
    }

    /** Those without branches, whoever adds them. */
    @Test
    void a_message_passes_all_steps_of_a_route_without_branches() {
        assertThat(straight).isNotEmpty();
        straight.forEach((route, steps) -> take(RouteFlow.of(route, "straight", steps.toArray(String[]::new))));
    }

    @Test
    void every_route_has_a_flow() {
        var tested = new TreeSet<>(straight.keySet());
        branching().map(RouteFlow::route).forEach(tested::add);
        var all = new TreeSet<>(CamelProperties.ROUTES);
        CamelProperties.ROUTES_OF_ENGINES.values().forEach(all::addAll);
        assertThat(tested).as("add flows to branching()").containsExactlyElementsOf(all);
    }

    @Test
    void a_step_that_fails_puts_its_row_off() {
        take(RouteFlow.of("finish-run", "the ledger is away", "finish-run-write", "put-off-row")
                .with("finish-run-write", new IllegalStateException("away")));
    }

    @Test
    void a_page_that_fails_is_a_page_that_says_so() {
        take(RouteFlow.of("show-recipes", "the ledger is away", "open", "read", "error-page", "error-page-answer")
                .with("read", new IllegalStateException("away")));
    }

    private void take(RouteFlow taken) {
        flow = taken;
        passed.clear();
        MockEndpoint.resetMocks(context());
        for (var endpoint : context().getEndpoints()) {
            if (endpoint instanceof MockEndpoint mock) {
                mock.whenAnyExchangeReceived(exchange -> pass(flow, name(mock.getEndpointUri()), exchange));
            }
        }
        template().request("direct:flow-" + flow.route(), exchange -> {
            exchange.setProperty("purpose", "POLL");
            exchange.setProperty("limit", 100);
            exchange.getMessage().setBody(new Told("", false));
        });
        assertThat(passed).as(flow.toString()).containsExactlyElementsOf(flow.passes());
    }

    private static String name(String uri) {
        var address =
                uri.replaceFirst("^mock:(//)?", "").replaceFirst("\\?.*", "").replace("://", ":");
        return address.startsWith("sql:") ? "sql" : address.startsWith("http") ? "http" : address;
    }

    private void pass(RouteFlow flow, String step, Exchange exchange) throws Exception {
        passed.add(step);
        if (step.equals("http")) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        }
        var answer = flow.answers().get(step);
        if (answer instanceof Exception thrown) {
            throw thrown;
        }
        if (answer != null) {
            exchange.getMessage().setBody(answer == NOTHING ? null : answer);
        }
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true).withJMX(false);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        var stub = new Stub();
        registry.bind("runLaunch", stub);
        registry.bind("pullRequestPublisher", stub);
        registry.bind("boundedJson", RestResponse.mapper());
        registry.bind("httpConnectionSettings", new CamelTransport.ConnectionSettings());
        registry.bind("dropHeaders", new DropHeadersFilterStrategy());
        registry.bind("ledgerDataSource", new DriverManagerDataSource("jdbc:h2:mem:flows"));
    }

    @BeforeEach
    void load() throws Exception {
        if (context().isStarted()) {
            return;
        }
        var properties = new Properties();
        properties.putAll(CamelProperties.of(DependenciesTest.configuration(folder)));
        context().getPropertiesComponent().setOverrideProperties(properties);
        WorkThreads.register(context(), 1);
        context()
                .getCamelContextExtension()
                .registerEndpointCallback(new InterceptSendToMockEndpointStrategy(OUTSIDE, true));
        var files = new ArrayList<Resource>();
        for (var file : RoutesTest.files()) {
            files.add(withoutBeans(file));
        }
        PluginHelper.getRoutesLoader(context()).loadRoutes(files);
        var routes = List.copyOf(((ModelCamelContext) context()).getRouteDefinitions());
        for (var route : routes) {
            advise(route);
        }
        context().start();
        for (var route : ((ModelCamelContext) context()).getRouteDefinitions()) {
            straight(route).ifPresent(steps -> straight.put(route.getRouteId(), steps));
        }
    }

    private void advise(RouteDefinition route) throws Exception {
        AdviceWith.adviceWith(route, context(), new AdviceWithRouteBuilder() {
            @Override
            public void configure() {
                replaceFromWith("direct:flow-" + route.getRouteId());
            }
        });
    }

    /** Returns a route's file with an endpoint of that name in the place of each bean step. */
    private static Resource withoutBeans(Path file) throws IOException {
        var yaml = RoutesTest.yaml(file);
        yaml.findParents("bean").forEach(parent -> {
            var id = parent.path("bean").path("id").asText();
            var step = (ObjectNode) parent;
            step.remove("bean");
            step.putObject("to").put("uri", "mock:" + id);
        });
        return ResourceHelper.fromString(file.getFileName().toString(), yaml.toString());
    }

    /** Returns what a message passes in a route without branches; empty when there are some. */
    private static Optional<List<String>> straight(RouteDefinition route) {
        var steps = new ArrayList<String>();
        for (var step : route.getOutputs()) {
            if (step instanceof ToDefinition to) {
                steps.add(name(to.getUri()));
            } else if (!(step instanceof OnExceptionDefinition)) {
                return Optional.empty();
            }
        }
        return Optional.of(steps);
    }

    /** What predicates ask. */
    public static final class Stub {
        /** Says what the body does. */
        public boolean isFull(Told told) {
            return told.yes();
        }

        /** Says that there is still hope. */
        public boolean isGivenUp() {
            return false;
        }
    }
}
