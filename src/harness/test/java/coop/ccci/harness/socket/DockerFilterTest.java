package coop.ccci.harness.socket;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.socket.judge.AcceptedObjects;
import coop.ccci.harness.socket.judge.CallJudge;
import coop.ccci.harness.socket.judge.OwnStacks;
import coop.ccci.harness.socket.judge.RunRules;
import coop.ccci.harness.socket.judge.ServiceLimits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class DockerFilterTest {
    private static final String OWN =
            "{\"Id\":\"c1\",\"Config\":{\"Labels\":{\"com.docker.stack.namespace\":\"a_test\"}}}";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private Path folder;
    private FakeUnixEngine engine;
    private DockerFilter filter;

    @BeforeEach
    void setUp() throws Exception {
        // the path of a Unix socket has at most 108 bytes
        folder = Files.createTempDirectory("filter-test");
        engine = new FakeUnixEngine(folder.resolve("engine.sock"));
        var stacks = new OwnStacks();
        stacks.add("a_test", "a.test");
        filter = new DockerFilter(
                folder.resolve("engine.sock"),
                objects -> new CallJudge(
                        stacks,
                        objects,
                        new RunRules(
                                (labels, stack, domain) -> List.of(),
                                image -> Optional.empty(),
                                ServiceLimits.DEFAULT,
                                content -> Optional.empty()),
                        new AcceptedObjects(),
                        false,
                        told -> {}),
                log::add);
    }

    @AfterEach
    void tearDown() throws Exception {
        filter.close();
        engine.close();
        Files.deleteIfExists(folder.resolve("engine.sock"));
        Files.delete(folder);
    }

    private SocketChannel connect() throws IOException {
        var connection = SocketChannel.open(StandardProtocolFamily.UNIX);
        connection.connect(UnixDomainSocketAddress.of(filter.socket()));
        return connection;
    }

    private String ask(String request) throws IOException {
        try (var connection = connect()) {
            FakeUnixEngine.send(connection, request);
            return FakeUnixEngine.readAll(connection);
        }
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void an_answer_goes_back_with_its_headers() throws Exception {
        engine.on("GET /v1.41/version", "{\"Version\":\"20.10\"}");

        assertThat(ask("GET /v1.41/version HTTP/1.1\r\nHost: docker\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Api-Version: 1.41")
                .endsWith("{\"Version\":\"20.10\"}");
    }

    @Test
    void a_ping_by_head_has_headers_and_no_body() throws Exception {
        engine.on(
                "HEAD /_ping",
                connection -> FakeUnixEngine.send(
                        connection, "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\n"));

        assertThat(ask("HEAD /_ping HTTP/1.1\r\nHost: docker\r\n\r\n"))
                .contains("Api-Version: 1.41")
                .endsWith("\r\n\r\n");
    }

    @Test
    void row_21_a_refusal_has_docker_s_shape_is_logged_and_never_reaches_the_engine() throws Exception {
        var answer = ask(post("/v1.41/containers/create", "{\"HostConfig\":{\"Privileged\":true}}"));

        assertThat(answer)
                .startsWith("HTTP/1.1 403 Forbidden")
                .endsWith("{\"message\":\"cc-ci does not let this through: a run does not need POST /containers/create"
                        + " of Docker\"}");
        assertThat(engine.asked).isEmpty();
        assertThat(log)
                .containsExactly("Docker filter: refused 403: a run does not need POST /containers/create of Docker");
    }

    @Test
    void row_21_the_bytes_that_were_judged_are_what_the_engine_gets() throws Exception {
        engine.on("POST /v1.41/secrets/create", "{\"ID\":\"s\"}");
        var body = """
                { "Name" : "a_test_pw",
                  "Data" : "eA\\u003d=" }""";

        ask(post("/v1.41/secrets/create", body));

        assertThat(engine.asked)
                .singleElement()
                .asString()
                .endsWith("\r\n\r\n{\"Name\":\"a_test_pw\",\"Data\":\"eA==\"}");
    }

    @Test
    void row_21_a_request_that_hides_a_second_one_makes_none_of_it() throws Exception {
        engine.on("GET /_ping", "OK");

        var leave = "POST /v1.41/swarm/leave?force=1 HTTP/1.1\r\nHost: docker\r\n\r\n";
        ask("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n" + leave);
        var chunked = "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        ask("POST /v1.41/exec/x/start HTTP/1.1\r\n" + chunked + leave);

        assertThat(engine.asked).noneMatch(request -> request.contains("swarm") || request.startsWith("DELETE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /_ping HTTP/1.1 x\r\n\r\n", "\u0000\u0001\r\n\r\n", "GET\r\n\r\n"})
    void row_21_what_is_no_request_reaches_nobody(String bytes) throws Exception {
        try (var connection = connect()) {
            FakeUnixEngine.send(connection, bytes);
            connection.shutdownOutput();
            assertThat(FakeUnixEngine.readAll(connection)).doesNotContain("200");
        }
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void row_21_a_body_without_end_is_refused() throws Exception {
        assertThat(ask("POST /v1.41/services/create HTTP/1.1\r\nHost: d\r\nContent-Length: 900000000\r\n\r\n{"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void a_stream_comes_while_it_is_written() throws Exception {
        var goOn = new CountDownLatch(1);
        engine.on("GET /v1.41/containers/c1/json", OWN);
        engine.on("GET /v1.41/containers/c1/logs?follow=1", connection -> {
            FakeUnixEngine.send(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            await(goOn);
            FakeUnixEngine.send(connection, "4\r\nlast\r\n0\r\n\r\n");
        });
        engine.on("GET /containers/c1/json", OWN);
        try (var connection = connect()) {
            FakeUnixEngine.send(connection, "GET /v1.41/containers/c1/logs?follow=1 HTTP/1.1\r\nHost: docker\r\n\r\n");
            var seen = new StringBuilder();
            while (!seen.toString().contains("first")) {
                seen.append(FakeUnixEngine.read(connection, 1));
            }
            goOn.countDown();
            assertThat(FakeUnixEngine.readAll(connection)).contains("last");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_program_s_input_ends_when_the_asker_s_does_and_its_output_still_comes() throws Exception {
        engine.on("GET /containers/c1/json", OWN);
        engine.on("POST /v1.41/containers/c1/exec", "{\"Id\":\"e1\"}");
        engine.on("POST /v1.41/exec/e1/start", connection -> {
            FakeUnixEngine.send(
                    connection,
                    "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\nready ");
            var input = FakeUnixEngine.readAll(connection);
            FakeUnixEngine.send(connection, "got " + input);
        });
        ask(post("/v1.41/containers/c1/exec", "{\"Cmd\":[\"cat\"],\"AttachStdin\":true}"));
        try (var connection = connect()) {
            FakeUnixEngine.send(
                    connection,
                    "POST /v1.41/exec/e1/start HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"Tty\":true}");
            var seen = new StringBuilder();
            while (!seen.toString().contains("ready ")) {
                seen.append(FakeUnixEngine.read(connection, 1));
            }
            assertThat(seen).startsWith("HTTP/1.1 101 ").contains("application/vnd.docker.raw-stream");
            FakeUnixEngine.send(connection, "words");
            connection.shutdownOutput();
            assertThat(FakeUnixEngine.readAll(connection)).isEqualTo("got words");
        }
    }

    @Test
    void much_output_comes_whole_to_an_asker_that_is_slow() throws Exception {
        var megabyte = "x".repeat(1024 * 1024);
        engine.on("GET /containers/c1/json", OWN);
        engine.on(
                "GET /v1.41/containers/c1/archive?path=%2Fx",
                connection -> {
                    FakeUnixEngine.send(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\n\r\n");
                    for (var i = 0; i < 20; i++) {
                        FakeUnixEngine.send(connection, megabyte);
                    }
                });

        assertThat(ask("GET /v1.41/containers/c1/archive?path=%2Fx HTTP/1.1\r\nHost: docker\r\n\r\n")
                        .length())
                .isGreaterThan(20 * 1024 * 1024);
    }

    @Test
    void an_engine_that_says_nothing_is_told() throws Exception {
        engine.on("GET /info", connection -> {});

        assertThat(ask("GET /info HTTP/1.1\r\nHost: docker\r\n\r\n")).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void only_this_account_reaches_the_socket_and_nothing_of_it_stays() throws Exception {
        assertThat(Files.getPosixFilePermissions(filter.socket().getParent()))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));

        filter.close();

        assertThat(filter.socket().getParent()).doesNotExist();
    }

    @Test
    void a_connection_of_which_nothing_comes_takes_no_other_s_place() throws Exception {
        engine.on("GET /_ping", "OK");
        try (var silent = connect()) {
            assertThat(silent.isConnected()).isTrue();
            assertThat(ask("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n")).endsWith("OK");
        }
    }
}
