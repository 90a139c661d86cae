package coop.ccci.bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.bridge.BridgeFixture;
import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** What an operator sees and does, by the commands and the console, on a bridge that runs. */
class OperatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern METRIC = Pattern.compile("\\b(?:ccci|camel|jvm|process)_[a-z0-9_]+");
    private static final String CONTEXT = "org.apache.camel:context=cc-ci,name=\\\"cc-ci\\\",type=context";
    private static final String ROUTE = "org.apache.camel:context=cc-ci,name=\\\"report-triggers\\\",type=routes";

    @TempDir
    static Path folder;

    private static BridgeFixture fixture;
    private static HawtioConsole console;
    private static String cookie;

    @BeforeAll
    static void start() throws Exception {
        fixture = BridgeFixture.in(folder).start();
        console =
                HawtioConsole.start(new ManagementClient(fixture.configuration().management()), 0);
        var entered = get(console.address(), Map.of());
        assertThat(entered.statusCode()).isEqualTo(302);
        cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @AfterAll
    static void stop() {
        console.close();
        fixture.close();
    }

    @Test
    void an_operator_follows_a_run_ends_it_and_has_it_done_again() throws Exception {
        fixture.harness().plays(Scenario.WAIT);
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> assertThat(status().output())
                .contains("running  1 of 1", "run 1  recipe-maintainers/custom-html#1"));
        // One that is ended before it shows itself is only known to be gone when it is taken for lost.
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("`deploy`"));
        assertThat(admin("rerun", "1").output()).contains("run 1 is running");
        assertThat(admin("pause").output()).contains("no run starts since");
        assertThat(status().output()).contains("paused ", "./cc-ci admin resume");
        assertThat(admin("cancel", "1").output()).contains("run 1 is asked to end");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("cancelled by the operator of cc-ci"));
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(status().output()).contains("running  0 of 1"));
        assertThat(admin("rerun", "1").output()).contains("run 2 is queued, of the commit of run 1");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(status().output()).contains("waiting  1", "1. run 2"));
        assertThat(fixture.harness().starts()).hasSize(1);
        fixture.harness().goOn();
        fixture.harness().plays(Scenario.PASS);
        assertThat(admin("resume").output()).contains("runs start again");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(admin("cancel", "2")).isEqualTo(new Outcome(1, "cc-ci admin: run 2 is over already\n"));
        assertThat(metrics())
                .containsPattern("(?m)^ccci_runs_total\\{verdict=\"passed\"\\} 1\\.0$")
                .containsPattern("(?m)^ccci_runs_total\\{verdict=\"cancelled\"\\} 1\\.0$")
                .containsPattern("(?m)^ccci_triggers_total\\{outcome=\"admitted\"\\} 1\\.0$");
    }

    @Test
    void a_wrong_token_and_a_bridge_that_is_not_there_are_told_apart() {
        var wrong = new HashMap<>(fixture.environment());
        wrong.put("CCCI_ADMIN_TOKEN", "another-token-of-somebody");
        assertThat(run(new AdminCommand(wrong), "pause").output()).contains("not the operator's token");
        var nowhere = new HashMap<>(fixture.environment());
        nowhere.put("CCCI_MANAGEMENT_PORT", "1");
        assertThat(run(new AdminCommand(nowhere), "pause").exitCode()).isEqualTo(3);
        var silent = run(new BridgeStatusCommand(nowhere));
        assertThat(silent.exitCode()).isEqualTo(3);
        assertThat(silent.output()).contains("no bridge answers at http://127.0.0.1:1", "CCCI_MANAGEMENT_PORT");
    }

    @Test
    void status_as_json_is_what_the_bridge_says() throws IOException {
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(status().exitCode()).isZero());
        var json = JSON.readTree(
                run(new BridgeStatusCommand(fixture.environment()), "--json").output());
        assertThat(json.path("capacity").asInt()).isEqualTo(1);
        assertThat(json.path("health").findValuesAsText("part"))
                .contains("ledger", "forge", "engine", "routes", "work", "disk");
    }

    /** A panel that asks for a metric that is not there stays empty, and nobody is told. */
    @Test
    void every_metric_that_the_dashboard_of_grafana_asks_for_is_there() throws Exception {
        fixture.pullRequest().comment("nils", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> assertThat(metrics())
                .containsPattern("ccci_refusals_total\\{reason=\"not-a-member\"\\} 1\\.0"));
        var known = new TreeSet<String>();
        metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> known.add(line.replaceFirst("[{ ].*", "")));
        var asked = new TreeSet<String>();
        var dashboard = JSON.readTree(Files.readString(Path.of("../../docs/grafana-dashboard.json")));
        for (var expression : dashboard.findValuesAsText("expr")) {
            METRIC.matcher(expression).results().forEach(found -> asked.add(found.group()));
        }
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(known).containsAll(asked);
    }

    @Test
    void a_route_is_seen_stopped_and_started_in_the_console_and_health_tells_of_it() throws Exception {
        var read = jolokia("{\"type\":\"read\",\"mbean\":\"" + ROUTE + "\",\"attribute\":\"State\"}");
        assertThat(read.path("value").asText()).as(read.toString()).isEqualTo("Started");
        assertThat(act("stop").path("status").asInt()).isEqualTo(200);
        var stopped = status();
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.output()).contains("DOWN  routes", "the route report-triggers is stopped", "./cc-ci hawtio");
        assertThat(act("start").path("status").asInt()).isEqualTo(200);
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(status().output()).contains("ok    routes"));
    }

    /** Hawtio brings the two together by the ids of the steps: one that is called otherwise has no count in the diagram. */
    @Test
    void every_step_that_is_counted_is_in_the_diagram_of_its_route_under_that_name() throws Exception {
        var drawn = idsByRoute(dump("dumpRoutesAsXml()"), "route", "*");
        var counted = idsByRoute(dump("dumpRoutesStatsAsXml", "true", "true"), "routeStat", "processorStat");
        assertThat(counted).hasSizeGreaterThan(40).containsKeys("gitea-request", "find-triggers", "poll-gitea");
        counted.forEach((route, steps) -> assertThat(drawn.get(route)).as(route).containsAll(steps));
    }

    private static String dump(String operation, String... arguments) throws Exception {
        return jolokia("{\"type\":\"exec\",\"mbean\":\"" + CONTEXT + "\",\"operation\":\"" + operation
                        + "\",\"arguments\":[" + String.join(",", arguments) + "]}")
                .path("value")
                .asText();
    }

    private static Map<String, List<String>> idsByRoute(String xml, String route, String step) throws Exception {
        var ids = new HashMap<String, List<String>>();
        var routes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName(route);
        for (var number = 0; number < routes.getLength(); number++) {
            var element = (Element) routes.item(number);
            var steps = element.getElementsByTagName(step);
            ids.put(
                    element.getAttribute("id"),
                    IntStream.range(0, steps.getLength())
                            .mapToObj(each -> ((Element) steps.item(each)).getAttribute("id"))
                            .toList());
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'exec','mbean':'CONTEXT','operation':'stop()'}",
                "{'type':'exec','mbean':'CONTEXT','operation':'sendBody(java.lang.String,java.lang.Object)','arguments':['direct:x','x']}",
                "{'type':'exec','mbean':'CONTEXT','operation':'addOrUpdateRoutesFromXml(java.lang.String)','arguments':['<routes/>']}",
                "{'type':'exec','mbean':'ROUTE','operation':'remove()'}",
                "{'type':'exec','mbean':'ROUTE','operation':'updateRouteFromXml(java.lang.String)','arguments':['<route/>']}",
                "{'type':'write','mbean':'CONTEXT','attribute':'Tracing','value':true}",
                "{'type':'write','mbean':'ROUTE','attribute':'TracingEnabled','value':true}",
                "{'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true}",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'}",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'InputArguments'}",
                "{'type':'read','mbean':'java.util.logging:type=Logging'}",
                "{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc'}",
                "{'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'}",
                "{'type':'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':'dumpHeap(java.lang.String,boolean)','arguments':['/tmp/x',true]}",
                "{'type':'read','mbean':'jmx4perl:type=Config'}"
            })
    void row_20_nothing_else_can_be_done_by_jolokia(String request) throws Exception {
        var asked = request.replace('\'', '"').replace("CONTEXT", CONTEXT).replace("ROUTE", ROUTE);
        assertThat(jolokia(asked).path("status").asInt()).isIn(403, 404);
    }

    @Test
    void row_17_nobody_gets_into_the_console_without_its_key() throws Exception {
        var root = console.address().resolve("/hawtio/");
        assertThat(get(root, Map.of()).statusCode()).isEqualTo(403);
        assertThat(get(root.resolve("?key=0"), Map.of()).statusCode()).isEqualTo(403);
        assertThat(get(root.resolve("jolokia/version"), Map.of()).statusCode()).isEqualTo(403);
        assertThat(get(root, Map.of("Cookie", "cc-ci-hawtio=0")).statusCode()).isEqualTo(403);
        var page = get(root, Map.of("Cookie", cookie));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Hawtio</title>");
        for (var path : List.of("../jolokia-access.xml", "static/../../logback.xml", "%2e%2e/logback.xml", "x.map")) {
            assertThat(get(URI.create(root + path), Map.of("Cookie", cookie)).statusCode())
                    .as(path)
                    .isIn(403, 404);
        }
    }

    private static JsonNode act(String operation) throws Exception {
        return jolokia("{\"type\":\"exec\",\"mbean\":\"" + ROUTE + "\",\"operation\":\"" + operation + "()\"}");
    }

    private static JsonNode jolokia(String request) throws Exception {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(console.address().resolve("/hawtio/jolokia"))
                                .header("Cookie", cookie)
                                .POST(BodyPublishers.ofString(request))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private static HttpResponse<String> get(URI address, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(address);
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String metrics() throws Exception {
        return get(URI.create("http://127.0.0.1:" + fixture.managementPort() + "/observe/metrics"), Map.of())
                .body();
    }

    private static Outcome status() {
        return run(new BridgeStatusCommand(fixture.environment()));
    }

    private static Outcome admin(String... arguments) {
        return run(new AdminCommand(fixture.environment()), arguments);
    }

    private static Outcome run(Object command, String... arguments) {
        var output = new StringWriter();
        var line = new CommandLine(command).setOut(new PrintWriter(output)).setErr(new PrintWriter(output));
        return new Outcome(line.execute(arguments), output.toString());
    }

    private record Outcome(int exitCode, String output) {}
}
