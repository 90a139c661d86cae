package coop.ccci.harness.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.FakeAuthority;
import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.Stopwatch;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures by the Chromium of the system, of pages that a server on this machine shows. */
class ScreenshotIT {
    private static final String ZONE = "ci.test";
    private static final String DOMAIN = "cust-0a1b2c.ci.test";

    @TempDir
    Path folder;

    private final Map<String, String> pages = new HashMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Masker masker = new Masker();
    private final Deadline run = Deadline.lasting(Duration.ofMinutes(5));
    private HttpsServer server;

    @BeforeEach
    void setUp() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(FakeAuthority.context(ZONE)));
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                asked.add(exchange.getRequestHeaders().getFirst("Host") + path);
                if (path.equals("/never")) {
                    waitForTheEnd();
                }
                var page = Optional.ofNullable(pages.get(path));
                var body = page.orElse("").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(page.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    private void waitForTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void tearDown() {
        over.countDown();
        server.stop(0);
        await().atMost(Duration.ofMinutes(5)).until(() -> browsers().isEmpty());
        assertThat(folder.resolve("browser")).doesNotExist();
    }

    private List<String> browsers() {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains("CCCI_BROWSER=" + folder))
                .map(process -> process.info().commandLine().orElse("?"))
                .toList();
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private Screenshot screenshot(Duration longest) {
        var ingress = new Ingress("127.0.0.1", server.getAddress().getPort());
        var browser = Browser.of(System.getenv(), Optional.of(ingress));
        assertThat(browser.program()).as("chromium on the PATH").isPresent();
        return new Screenshot(browser, new RunDirectory(folder), masker, new Stopwatch(), longest, log::add);
    }

    private Picture take() {
        return screenshot(Duration.ofMinutes(2)).take(DOMAIN, "/", run);
    }

    private int colours() throws IOException {
        var image = ImageIO.read(folder.resolve("screenshot.png").toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(1280, 800));
        return (int) IntStream.range(0, 1280 * 800)
                .map(at -> image.getRGB(at % 1280, at / 1280))
                .distinct()
                .count();
    }

    @Test
    void the_picture_is_as_large_as_promised_and_not_blank() throws Exception {
        pages.put("/", "<body style='background: #123456'><h1>Guestbook</h1>" + "<p>an entry".repeat(200));

        var picture = take();

        assertThat(picture).as("%s", log).isInstanceOf(Picture.Taken.class);
        assertThat(colours()).isGreaterThan(2);
        assertThat(Files.size(folder.resolve("screenshot.png"))).isEqualTo(((Picture.Taken) picture).bytes());
        assertThat(folder.toFile().list()).containsExactly("screenshot.png");
    }

    @Test
    void a_page_that_draws_itself_by_script_and_what_it_fetches_is_not_blank() throws Exception {
        pages.put(
                "/",
                "<script>onload = () => fetch('/data').then(a => a.text()).then(t => document.body.innerHTML = t)"
                        + "</script><body>");
        pages.put("/data", "<h1>drawn</h1>");

        assertThat(take()).as("%s", log).isInstanceOf(Picture.Taken.class);
        assertThat(colours()).isGreaterThan(1);
    }

    /** By every way that a page has, to a port of this machine over TCP and over UDP, and to another app of the zone. */
    @Test
    void row_18_nothing_but_the_app_itself_is_reached() throws Exception {
        try (var other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var packets = new DatagramSocket(other.getLocalPort(), InetAddress.getLoopbackAddress())) {
            other.setSoTimeout(1);
            packets.setSoTimeout(1);
            var host = "127.0.0.1:" + other.getLocalPort();
            var elsewhere = "http://" + host + "/x";
            pages.put(
                    "/",
                    "<link rel=prefetch href='" + elsewhere + "'><link rel=preconnect href='" + elsewhere + "'>"
                            + "<link rel=dns-prefetch href='//other.ci.test'><link rel=preload as=image href='"
                            + elsewhere + "'><h1>x</h1><img src='" + elsewhere + "'><img src='https://localhost/x'>"
                            + "<img src='http://[::1]:" + other.getLocalPort() + "/x'>"
                            + "<img src='https://other.ci.test/other'><iframe src='https://example.org/'></iframe>"
                            + "<img src='file:///etc/passwd'><iframe src='file:///etc/passwd'></iframe>"
                            + "<img src='/own.png'><a ping='" + elsewhere + "' href='#'>a</a><script>"
                            + "const go = what => { try { what() } catch (e) { } };"
                            + "go(() => document.querySelector('a').click());"
                            + "go(() => fetch('" + elsewhere + "', {mode: 'no-cors'}));"
                            + "go(() => navigator.sendBeacon('" + elsewhere + "', 'x'));"
                            + "go(() => new WebSocket('ws://" + host + "/x'));"
                            + "go(() => new WebSocket('wss://" + host + "/x'));"
                            + "go(() => new EventSource('" + elsewhere + "'));"
                            + "go(() => new WebTransport('https://" + host + "/x'));"
                            + "go(() => { const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:" + host + "'},"
                            + " {urls: 'turn:" + host + "?transport=tcp', username: 'x', credential: 'x'}]});"
                            + " peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o)) });"
                            + "</script>");

            assertThat(take()).as("%s", log).isInstanceOf(Picture.Taken.class);

            assertThat(asked).contains(DOMAIN + "/", DOMAIN + "/own.png").allMatch(host1 -> host1.startsWith(DOMAIN));
            assertThat(Collections.frequency(asked, DOMAIN + "/")).isEqualTo(1);
            assertThatThrownBy(other::accept).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> packets.receive(new DatagramPacket(new byte[1], 1)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Its processes are looked at while the page hangs. */
    @Test
    void row_18_no_process_of_the_browser_is_root_or_in_the_machine_s_network() throws Exception {
        pages.put("/", "<h1>x</h1><img src='/never'>");
        var own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        var taking = new Thread(() -> screenshot(Duration.ofMinutes(1)).take(DOMAIN, "/", run));
        taking.start();
        await().atMost(Duration.ofMinutes(5)).until(() -> asked.contains(DOMAIN + "/never"));

        var seen = ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains("CCCI_BROWSER=" + folder))
                .filter(process -> process.info().command().orElse("").contains("chromium"))
                .toList();

        assertThat(seen).isNotEmpty().allSatisfy(process -> {
            var proc = Path.of("/proc/" + process.pid());
            // the folder itself is root's where a process may not be looked into
            assertThat(Files.readString(proc.resolve("status"))).doesNotContain("Uid:\t0\t");
            assertThat(Files.readSymbolicLink(proc.resolve("ns/net"))).isNotEqualTo(own);
        });
        run.end(ExitCode.TERMINATED);
        taking.join();
    }

    @Test
    void row_16_no_picture_is_kept_of_a_page_on_which_a_secret_can_be_read() {
        masker.add(List.of("correct-horse-battery"));
        pages.put("/", "<form>Your password: <input value='correct-horse-battery'></form>");

        assertThat(take()).isEqualTo(new Picture.None("a secret of the run can be read on the landing page"));
        assertThat(folder.resolve("screenshot.png")).doesNotExist();
    }

    @Test
    void a_page_that_asks_a_question_gets_no_and_goes_on() {
        pages.put("/", "<h1>x</h1><script>confirm('really?'); alert('well')</script>");

        assertThat(take()).as("%s", log).isInstanceOf(Picture.Taken.class);
    }

    @Test
    void a_page_that_hangs_ends_within_its_time_and_leaves_no_process() {
        pages.put("/", "<h1>x</h1><img src='/never'>");
        var began = System.nanoTime();

        var picture = screenshot(Duration.ofSeconds(3)).take(DOMAIN, "/", run);

        assertThat(picture).isEqualTo(new Picture.None("the landing page was not there within 3 s"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void a_page_that_keeps_the_processor_busy_for_ever_ends_within_its_time() {
        pages.put("/", "<script>for (;;) {}</script>");

        assertThat(screenshot(Duration.ofSeconds(3)).take(DOMAIN, "/", run)).isInstanceOf(Picture.None.class);
    }

    @Test
    void a_run_that_is_to_end_ends_its_browser_at_once() throws Exception {
        pages.put("/", "<h1>x</h1><img src='/never'>");
        var ending = new Thread(() -> {
            await().atMost(Duration.ofMinutes(5)).until(() -> asked.contains(DOMAIN + "/never"));
            run.end(ExitCode.TERMINATED);
        });
        ending.start();

        assertThat(screenshot(Duration.ofMinutes(1)).take(DOMAIN, "/", run))
                .as("and not that a minute is over")
                .isEqualTo(new Picture.None("the run is to end"));
        ending.join();
    }

    @Test
    void an_app_that_cannot_be_reached_is_said_so() {
        server.stop(0);

        // what the browser sees of it is the relay's end
        assertThat(take()).isInstanceOfSatisfying(Picture.None.class, none -> assertThat(none.reason())
                .startsWith("the landing page cannot be opened: net::ERR_"));
    }

    @Test
    void a_picture_does_not_end_the_browsers_of_tests_that_run_meanwhile() throws Exception {
        pages.put("/", "<title>Shop</title><h1>Shop</h1>");
        Driver.install();
        var tests = new ProcessBuilder(
                        "sh", "-c", "\"$0\" -e 'setInterval(() => 0, 1e6)' & echo $!; wait", "" + Driver.node())
                .redirectErrorStream(true)
                .start();
        try (var said = tests.inputReader()) {
            var driver = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();

            assertThat(take()).as("%s", log).isInstanceOf(Picture.Taken.class);
            assertThat(driver.isAlive()).isTrue();
        } finally {
            tests.descendants().forEach(ProcessHandle::destroyForcibly);
            tests.destroyForcibly();
        }
    }
}
