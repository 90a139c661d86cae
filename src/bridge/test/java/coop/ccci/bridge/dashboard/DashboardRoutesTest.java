package coop.ccci.bridge.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages through the real routes and the real HTTP server. */
class DashboardRoutesTest {
    @TempDir
    static Path runs;

    /** Bytes that are no text, so that none is lost on the way. */
    private static final byte[] PICTURE = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', (byte) 0xff, 0, (byte) 0xc3
    };

    private static final SeenHeaders SEEN = new SeenHeaders();
    private static DashboardFixture fixture;
    private static RouteServer server;

    @BeforeAll
    static void start() throws IOException {
        fixture = new DashboardFixture(runs);
        var story = fixture.asked("custom-html", "a", "maya", Duration.ofMinutes(38))
                .launched()
                .stage("fetch", 1.1, "pass")
                .logged("one\n\u001b[31mtwo\u001b[0m <b>\n")
                .pictured(PICTURE);
        story.passed();
        Files.writeString(story.folder().resolve("events.jsonl"), "{\"stage\":\"fetch\"}\n");
        Files.writeString(story.folder().resolve("results.json"), "{\"schema\": 1}\n");
        Files.writeString(story.folder().resolve("report.html"), "<!doctype html><title>All of it</title>\n");
        Files.writeString(story.folder().resolve("console.txt"), "not for everybody\n");
        Files.writeString(runs.resolve("log.txt"), "not of a run\n");
        var beans = new HashMap<>(fixture.beans());
        beans.put("seenHeaders", SEEN);
        server = new RouteServer("dashboard/*", beans);
    }

    @AfterAll
    static void stop() {
        server.close();
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/runs, text/html; charset=utf-8",
        "/runs/1, text/html; charset=utf-8",
        "/recipes/custom-html, text/html; charset=utf-8",
        "/badge/custom-html.svg, image/svg+xml; charset=utf-8",
        "/badge/custom-html.json, application/json; charset=utf-8",
        "/badge/never-tested.svg, image/svg+xml; charset=utf-8",
        "/api/runs, application/json; charset=utf-8",
        "/api/queue, application/json; charset=utf-8",
        "/api/runs/1, application/json; charset=utf-8",
        "/api/recipes, application/json; charset=utf-8",
        "/runs/1/log.txt, text/plain; charset=utf-8",
        "/runs/1/events.jsonl, application/x-ndjson; charset=utf-8",
        "/runs/1/results.json, application/json; charset=utf-8",
        "/runs/1/screenshot.png, image/png",
        "/assets/style.css, text/css; charset=utf-8",
        "/assets/live.js, text/javascript; charset=utf-8",
        "/assets/icon.svg, image/svg+xml; charset=utf-8"
    })
    void every_address_answers_with_its_type_and_lets_nothing_in(String path, String type) {
        var reply = server.get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none';")
                .doesNotContain("unsafe", "*", "http:", "https:");
        assertThat(reply.headers().firstValue("Cache-Control")).isPresent();
        assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("camel"));
    }

    @Test
    void a_badge_is_asked_for_anew_each_time() {
        assertThat(server.get("/badge/custom-html.svg").headers().firstValue("Cache-Control"))
                .contains("no-cache, max-age=0");
    }

    @Test
    void a_log_is_plain_and_says_where_to_go_on() {
        var log = server.get("/runs/1/log.txt");
        assertThat(log.body()).isEqualTo("one\ntwo <b>\n");
        var next = log.headers().firstValue("X-Next-Offset").orElseThrow();
        assertThat(server.get("/runs/1/log.txt?from=" + next).body()).isEmpty();
        assertThat(server.get("/runs/1/log.txt?from=4").body()).isEqualTo("two <b>\n");
        assertThat(server.get("/runs/1/log.txt?from=-9").body()).startsWith("one");
        assertThat(server.get("/runs/1/log.txt?from=x&from=4").body()).startsWith("one");
    }

    @Test
    void a_picture_comes_byte_for_byte_and_a_report_as_a_page_of_nobody() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.at("/runs/1/screenshot.png"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.body()).isEqualTo(PICTURE);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(server.get("/runs/1/report.html").headers().allValues("Content-Security-Policy"))
                .containsExactly(Artifacts.POLICY_OF_REPORT);
    }

    @Test
    void a_head_request_gets_the_headers_alone() {
        var reply = server.send(HttpRequest.newBuilder(server.at("/runs/1"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/runs/2",
                "/runs/1/console.txt",
                "/runs/1/",
                "/recipes/unknown",
                "/badge/x",
                "/badge/.svg",
                "/badge/UP.svg",
                "/assets/",
                "/favicon.ico"
            })
    void what_is_not_there_gets_a_page_that_says_so(String path) {
        var reply = server.get(path);
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("There is nothing here");
    }

    @Nested
    class Row11Injection {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/runs/1?run=../../etc&CamelBeanMethodName=trouble",
                    "/runs/1?CamelHttpResponseCode=500&cAmElHttpResponseCode=500",
                    "/runs/1?X-Evil=1&Set-Cookie=a"
                })
        void a_query_changes_nothing_of_a_page(String path) {
            var reply = server.send(HttpRequest.newBuilder(server.at(path))
                    .header("CamelBeanMethodName", "trouble")
                    .header("CAMELHTTPRESPONSECODE", "500")
                    .header("CamelFreemarkerTemplate", "${7*7}")
                    .header("X-Evil", "2")
                    .build());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(server.get("/runs/1").body());
            assertThat(reply.headers().map()).doesNotContainKeys("x-evil", "set-cookie", "run");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/runs/1",
                    "/runs/1/log.txt",
                    "/recipes/custom-html",
                    "/badge/custom-html.svg",
                    "/api/runs",
                    "/assets/style.css",
                    "/nowhere"
                })
        void no_header_and_no_parameter_is_a_header_of_the_message_at_any_step(String path) {
            var request =
                    HttpRequest.newBuilder(server.at(path + "?" + String.join("=x&", SeenHeaders.STEERING) + "=x"));
            SeenHeaders.STEERING.forEach(name -> request.header(name, "x"));
            SEEN.forget();

            server.send(request.build());

            assertThat(SEEN.names()).as("steps that were watched").isNotEmpty();
            assertThat(SEEN.namesOfRequests(SeenHeaders.STEERING)).isEmpty();
            assertThat(SEEN.steps().filter(step -> !step.endsWith("open")).flatMap(SEEN::namesAtOf))
                    .as("after the first step")
                    .noneMatch(name ->
                            List.of("run", "file", "recipe", "CamelHttpUri").contains(name));
        }
    }

    @Nested
    class Row13PathTraversal {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/runs/../log.txt",
                    "/runs/..%2flog.txt",
                    "/runs/1/..%2f..%2flog.txt",
                    "/runs/1/%2e%2e/console.txt",
                    "/runs/1/../1/console.txt",
                    "/runs/%2e%2e/log.txt",
                    "/runs/1%00/log.txt",
                    "/runs/1/log.txt%00.html",
                    "/runs/1/log%2etxt",
                    "/runs//1/log.txt",
                    "/runs/1//log.txt",
                    "/runs/01/log.txt",
                    "/runs/+1/log.txt",
                    "/runs/1/./console.txt",
                    "/assets/../badge.ftlx",
                    "/assets/..%2fbadge.ftlx",
                    "/assets/%2fetc%2fpasswd",
                    "/badge/..%2f..%2fetc.svg",
                    "/runs/1/..\\log.txt",
                    "//etc/passwd"
                })
        void nothing_beside_the_fixed_names_is_ever_read(String path) throws IOException {
            var answer = raw("GET " + path + " HTTP/1.1");
            assertThat(answer)
                    .as(path)
                    .matches("(?s)HTTP/1\\.1 (400|404) .*")
                    .doesNotContain(
                            "not of a run",
                            "not for everybody",
                            "root:",
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"$");
        }
    }

    @Nested
    class Row17OnlyReading {
        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
        void every_other_method_is_refused_everywhere(String method) {
            for (var path :
                    List.of("/", "/runs/1", "/runs/1/log.txt", "/badge/custom-html.svg", "/api/runs", "/nowhere")) {
                var reply = server.send(HttpRequest.newBuilder(server.at(path))
                        .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                        .build());
                assertThat(reply.statusCode()).as(method + " " + path).isEqualTo(405);
                assertThat(reply.headers().firstValue("Allow")).contains("GET, HEAD");
            }
        }

        @Test
        void trace_and_made_up_methods_do_nothing() throws IOException {
            assertThat(raw("TRACE / HTTP/1.1")).matches("(?s)HTTP/1\\.1 405 .*");
            assertThat(raw("RESTART /runs/1 HTTP/1.1")).matches("(?s)HTTP/1\\.1 (400|405|501) .*");
        }
    }

    @Nested
    class Row19Exhaustion {
        @Test
        void endless_headers_and_addresses_are_refused() throws IOException {
            assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1")).matches("(?s)HTTP/1\\.[01] 414 .*");
            assertThat(raw("GET / HTTP/1.1\r\nX-Long: " + "a".repeat(20_000))).matches("(?s)HTTP/1\\.[01] 431 .*");
        }
    }

    @Test
    void a_ledger_out_of_reach_is_told_on_a_page(@TempDir Path empty) {
        var lost = new DashboardFixture(empty);
        try (var other = new RouteServer("dashboard/*", lost.beans())) {
            lost.close();
            var reply = other.get("/");
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.body()).contains("Something is in the way").doesNotContain("Exception", "jdbc");
            assertThat(reply.headers().firstValue("Retry-After")).contains("10");
        }
    }

    /** Sends a request as it stands, which a client library would put right. */
    private static String raw(String head) throws IOException {
        try (var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(4000), UTF_8);
        }
    }
}
