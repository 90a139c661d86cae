package coop.ccci.bridge.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import coop.ccci.bridge.config.HostConfiguration;
import coop.ccci.bridge.host.HostFiles.HostState;
import coop.ccci.bridge.host.HostFiles.SwarmEvent;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host role over its real routes, with a Docker that says what a test wants. */
class HostRoleTest {
    private static final String STACK = "cust-0a1b2c_ci_example_org";
    private static final String END = "end";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicInteger followers = new AtomicInteger();
    private HttpServer docker;
    private HostRole role;

    @BeforeEach
    void setUp() throws IOException {
        var app = folder.resolve("runs/7/abra/servers/default/cust-0a1b2c.ci.example.org.env");
        Files.createDirectories(app.getParent());
        Files.createFile(app);
        docker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        docker.setExecutor(Executors.newCachedThreadPool());
        docker.createContext("/", this::answer);
        docker.start();
        role = HostRole.open(configuration(), false, Duration.ofMillis(200), Clock.systemUTC())
                .orElseThrow();
        role.start();
    }

    @AfterEach
    void tearDown() {
        role.close();
        events.add(END);
        docker.stop(0);
    }

    private HostConfiguration configuration() {
        return new HostConfiguration(
                folder.resolve("runs"),
                folder.resolve("cc-ci"),
                java.net.URI.create("tcp://127.0.0.1:" + docker.getAddress().getPort()),
                Duration.ofDays(1),
                1,
                Map.of());
    }

    @Test
    void what_happens_to_an_app_of_a_run_is_written_into_its_directory() {
        events.add(event("start", "0a1b2c", STACK, STACK + "_app", ""));
        events.add(event("start", "other", "traefik", "traefik_app", ""));
        events.add(event("exec_create: sh", "0a1b2c", STACK, STACK + "_app", ""));
        events.add(event("die", "0a1b2c", STACK, STACK + "_app", ",\"exitCode\":\"137\""));
        eventually().untilAsserted(() -> assertThat(files().eventsOf(new RunId(7)))
                .extracting(SwarmEvent::service, SwarmEvent::what)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("app", "a container was started"),
                        org.assertj.core.api.Assertions.tuple("app", "a container ended with exit code 137")));
    }

    @Test
    void what_runs_now_is_written_down_with_the_room_that_is_left() {
        eventually().untilAsserted(() -> assertThat(state()).isPresent());
        var state = state().orElseThrow();
        assertThat(state.problems()).isEmpty();
        assertThat(state.others()).isEqualTo(1);
        assertThat(state.memory().total()).isPositive();
        assertThat(state.disk().total()).isPositive();
        assertThat(state.apps()).singleElement().satisfies(app -> {
            assertThat(app.run()).isEqualTo("7");
            assertThat(app.services())
                    .containsExactly(new HostState.RunningService("app", "running", "Up 3 minutes (healthy)", 0));
        });
    }

    @Test
    void events_that_broke_off_are_followed_again() {
        eventually().untilAsserted(() -> assertThat(followers).hasValue(1));
        events.add(END);
        eventually().untilAsserted(() -> assertThat(followers).hasValue(2));
        events.add(event("start", "0a1b2c", STACK, STACK + "_db", ""));
        eventually().untilAsserted(() -> assertThat(files().eventsOf(new RunId(7)))
                .extracting(SwarmEvent::service)
                .contains("db"));
    }

    @Test
    void a_docker_that_is_away_is_told() {
        docker.stop(0);
        eventually()
                .untilAsserted(() -> assertThat(state().map(HostState::problems).orElse(List.of()))
                        .singleElement()
                        .asString()
                        .contains("Docker cannot be asked"));
        assertThat(files().problems(Instant.now(), (key, value) -> {})).hasSize(1);
        assertThat(files().problems(Instant.now().plus(Duration.ofHours(1)), (key, value) -> {}))
                .as("a state of long ago says nothing")
                .isEmpty();
    }

    @Test
    void only_one_process_has_the_role() {
        assertThat(HostRole.open(configuration(), false, Clock.systemUTC())).isEmpty();
    }

    @Test
    void who_has_given_the_role_up_writes_nothing_any_more() throws IOException {
        eventually().untilAsserted(() -> assertThat(state()).isPresent());
        var watch = role.context().getRegistry().lookupByNameAndType("hostWatch", HostWatch.class);
        role.close();
        Files.delete(folder.resolve("runs/host-state.json"));

        var late = new DefaultExchange(role.context());
        late.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("away"));
        watch.unreachable(late);

        assertThat(state()).isEmpty();
    }

    private HostFiles files() {
        return new HostFiles(folder.resolve("runs"));
    }

    private java.util.Optional<HostState> state() {
        return files().state(Instant.now());
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(50));
    }

    private static String event(String action, String id, String stack, String service, String more) {
        return "{\"Type\":\"container\",\"Action\":\"" + action + "\",\"Actor\":{\"ID\":\"" + id
                + "\",\"Attributes\":{\"com.docker.stack.namespace\":\"" + stack
                + "\",\"com.docker.swarm.service.name\":\"" + service + "\"" + more
                + "}},\"time\":1700000000,\"timeNano\":1700000000000000000}\n";
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/events")) {
            stream(exchange);
        } else {
            var body = containers().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        followers.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (exchange;
                var out = exchange.getResponseBody()) {
            for (var next = events.take(); !next.equals(END); next = events.take()) {
                out.write(next.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String containers() {
        var labels = List.of(
                "\"com.docker.stack.namespace\":\"" + STACK + "\",\"com.docker.swarm.service.name\":\"" + STACK
                        + "_app\"",
                "\"com.docker.stack.namespace\":\"traefik\"");
        return "[{\"Id\":\"aa\",\"State\":\"running\",\"Status\":\"Up 3 minutes (healthy)\",\"Labels\":{"
                + labels.get(0) + "}},{\"Id\":\"bb\",\"State\":\"running\",\"Status\":\"Up\",\"Labels\":{"
                + labels.get(1) + "}}]";
    }
}
