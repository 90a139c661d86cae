package coop.ccci.bridge;

import static coop.ccci.bridge.RouteFlow.Nothing.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.bridge.RouteFlow.Told;
import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.camel.WorkThreads;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.host.HostRole;
import coop.ccci.bridge.http.ConnectionSettings;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.webhook.WebhookEndpoint;
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
import java.util.concurrent.ForkJoinPool;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.LogDefinition;
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
 * filter does. A route without branches passes all its steps in order; each other one needs flows in {@link RouteFlows}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteFlowsTest extends CamelTestSupport {
    private static final String OUTSIDE = "(seda|sql|exec|http|https|docker):.*|direct://(?!flow-).*";

    @TempDir
    private static Path folder;

    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> straight = new TreeMap<>();
    private RouteFlow flow;

    @ParameterizedTest
    @MethodSource("coop.ccci.bridge.RouteFlows#branching")
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
        RouteFlows.branching().map(RouteFlow::route).forEach(tested::add);
        var all = new TreeSet<>(CamelProperties.ROUTES);
        CamelProperties.ROUTES_OF_ENGINES.values().forEach(all::addAll);
        all.addAll(HostRole.ROUTES);
        assertThat(tested).as("add flows to RouteFlows").containsExactlyElementsOf(all);
    }

    @Test
    void a_step_that_fails_puts_its_row_off() {
        take(RouteFlow.of("finish-run", "the ledger is away", "finish-run-write", "put-off-row")
                .with("finish-run-write", new IllegalStateException("away")));
    }

    @Test
    void a_page_that_fails_is_a_page_that_says_so() {
        take(RouteFlow.of(
                        "show-recipes", "the ledger is away", "open", "find", "read", "error-page", "error-page-answer")
                .with("find", new PageRequest("GET", "/", Map.of()))
                .with("read", new IllegalStateException("away")));
    }

    @Test
    void an_operators_request_that_fails_is_answered_so() {
        take(RouteFlow.of(
                        "admin-pause",
                        "the ledger is away",
                        "admin-pause-open",
                        "admin-pause-act",
                        "admin-error-answer")
                .with("admin-pause-act", new IllegalStateException("away")));
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
            flow.properties().forEach(exchange::setProperty);
            exchange.getMessage().setBody(flow.answers().getOrDefault("from", new Told("", false)));
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
        registry.bind("verdictComment", stub);
        registry.bind("admission", stub);
        registry.bind("droneEngine", stub);
        registry.bind("admissionPolicy", stub);
        registry.bind("giteaRepositoryPoll", stub);
        registry.bind("deliveryJson", WebhookEndpoint.beans(null).get("deliveryJson"));
        registry.bind("levelPublisher", stub);
        registry.bind("boundedJson", RestResponse.mapper());
        registry.bind("httpConnectionSettings", new ConnectionSettings());
        registry.bind("pageThreads", ForkJoinPool.commonPool());
        registry.bind("dropHeaders", new DropHeadersFilterStrategy());
        registry.bind("ledgerDataSource", new DriverManagerDataSource("jdbc:h2:mem:flows"));
    }

    @BeforeEach
    void load() throws Exception {
        if (context().isStarted()) {
            return;
        }
        var properties = new Properties();
        properties.putAll(HostRole.properties(DependenciesTest.hostConfiguration(folder), false));
        properties.putAll(CamelProperties.of(DependenciesTest.configuration(folder), Bridge.Scope.WITH_PAGES));
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
            } else if (!(step instanceof OnExceptionDefinition || step instanceof LogDefinition)) {
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

        /** Says whether the operator lets no run start. */
        public boolean isPaused(Told told) {
            return told.word().equals("paused");
        }

        /** Says whether its author has written too much. */
        public boolean isTooMuch(Told told) {
            return told.word().equals("too much");
        }

        /** Says whether its forge does not answer. */
        public boolean isLeftForLater(Told told) {
            return told.word().equals("later");
        }

        /** Says whether Drone knows better. */
        public boolean isToBeAsked(Object run, Told told) {
            return told.yes();
        }

        /** Says that a forge answers. */
        public boolean isForgeThere() {
            return true;
        }

        /** Says that merges ask for tests. */
        public boolean isWatching() {
            return true;
        }

        /** Says what the body does. */
        public boolean isIssueMissing(Told told) {
            return told.yes();
        }

        /** Says what the body does. */
        public boolean isWebhookMissing(Told told) {
            return told.yes();
        }

        /** Says that there is still hope. */
        public boolean isGivenUp() {
            return false;
        }
    }
}
