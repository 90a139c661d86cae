package coop.ccci.harness.socket.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever comes to the filter, it is refused with a sentence, or what is sent on means the same to whoever reads it again,
 * and is of the run's own: nothing else is thrown.
 */
class CallFuzzTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "get", "");

    private static final List<String> STEPS = List.of(
            "v1.41",
            "v1.999",
            "services",
            "networks",
            "secrets",
            "configs",
            "volumes",
            "containers",
            "exec",
            "images",
            "distribution",
            "create",
            "update",
            "json",
            "archive",
            "attach",
            "start",
            "svc-own",
            "svc-blog",
            "svc-bot",
            "con-own",
            "con-blog",
            "con-bot",
            "blog_example_org_data",
            FakeEngineObjects.STACK + "_data",
            "..",
            ".",
            "",
            "%2e%2e",
            "%2f",
            "%00",
            "%",
            "\u017f",
            "build",
            "plugins",
            "swarm");

    private static final List<String> QUERIES = List.of(
            "",
            "?",
            "?version=1",
            "?version=1&version=2",
            "?Version=1",
            "?force=1;version=2",
            "?path=/etc",
            "?path=%2Ftmp%2Fx.tar.gz",
            "?fromImage=nginx&tag=1",
            "?fromSrc=http://192.0.2.1/x",
            "?fromImage=127.0.0.1:5000/x",
            "?filters={}",
            "#x");

    private static final List<String> PLACES = List.of(
            "/Name",
            "/Labels",
            "/Mode",
            "/Networks",
            "/EndpointSpec",
            "/EndpointSpec/Ports",
            "/TaskTemplate",
            "/TaskTemplate/Networks",
            "/TaskTemplate/LogDriver",
            "/TaskTemplate/Resources",
            "/TaskTemplate/ContainerSpec",
            "/TaskTemplate/ContainerSpec/Image",
            "/TaskTemplate/ContainerSpec/Labels",
            "/TaskTemplate/ContainerSpec/Mounts",
            "/TaskTemplate/ContainerSpec/Mounts/-",
            "/TaskTemplate/ContainerSpec/Mounts/0/Source",
            "/TaskTemplate/ContainerSpec/Mounts/0/VolumeOptions",
            "/TaskTemplate/ContainerSpec/Secrets",
            "/TaskTemplate/ContainerSpec/Configs",
            "/TaskTemplate/ContainerSpec/Privileges",
            "/TaskTemplate/ContainerSpec/Sysctls",
            "/TaskTemplate/ContainerSpec/Ulimits",
            "/TaskTemplate/ContainerSpec/CapabilityAdd");

    private final JudgeFixture filter = new JudgeFixture(false);

    @Property(seed = "21")
    void row_21_a_call_is_refused_or_sent_on_in_its_one_reading(
            @ForAll("methods") String method, @ForAll("targets") String target, @ForAll("json") String body) {
        try {
            var sent = filter.judge(method, target, FakeEngineObjects.bytes(body));
            assertThat(EngineCall.parse(method, sent.call().target())).isEqualTo(sent.call());
            assertThat(sent.call().target()).doesNotContain("/../", "//", ";", "#");
            if (sent.reply().isEmpty()) {
                // what is read is answered by what a run may see; all else is the run's own before it is sent
                assertThat(sent.call().target())
                        .doesNotMatch(".*/(services|networks|secrets|configs|volumes|containers)/[^/]*blog.*");
            }
        } catch (RefusedCallException e) {
            assertThat(e.status()).isBetween(400, 499);
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\u0000");
        }
    }

    @Property(seed = "22")
    void row_21_a_service_is_refused_or_is_of_the_run_s_own(
            @ForAll("places") String place, @ForAll("json") String value) {
        try {
            var body = StrictJson.write(JudgeFixture.changed(place, value));
            var sent = StrictJson.read(
                    filter.judge("POST", "/services/create", body).body());
            assertOwn(sent);
        } catch (RefusedCallException e) {
            assertThat(e.status()).isBetween(400, 499);
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\u0000");
        }
    }

    private static void assertOwn(JsonNode sent) {
        assertThat(sent.path("Name").asText()).startsWith(FakeEngineObjects.STACK + "_");
        assertThat(sent.path("Labels").path(OwnStacks.NAMESPACE).asText()).isEqualTo(FakeEngineObjects.STACK);
        var container = sent.path("TaskTemplate").path("ContainerSpec");
        assertThat(container.path("Mounts"))
                .allSatisfy(mount -> assertThat(mount.path("Source").asText(""))
                        .matches("|" + FakeEngineObjects.STACK + "_.*|/etc/(localtime|timezone)"));
        assertThat(container.path("Secrets"))
                .allSatisfy(
                        secret -> assertThat(secret.path("SecretID").asText("")).isEqualTo("secret1"));
        assertThat(container.path("Configs"))
                .allSatisfy(
                        config -> assertThat(config.path("ConfigID").asText("")).isEqualTo("config1"));
        assertThat(container.path("CapabilityAdd")).isEmpty();
        assertThat(container.path("Privileges").toString()).doesNotContain("unconfined");
        assertThat(sent.path("TaskTemplate").path("Networks"))
                .allSatisfy(
                        network -> assertThat(network.path("Target").asText()).isIn("net-proxy", "net-own"));
        assertThat(sent.at("/TaskTemplate/Resources/Limits/Pids").asLong()).isBetween(1L, 4096L);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(METHODS);
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of(PLACES);
    }

    @Provide
    Arbitrary<String> targets() {
        var steps = Arbitraries.of(STEPS).list().ofMinSize(1).ofMaxSize(5).map(all -> "/" + String.join("/", all));
        var made = Combinators.combine(steps, Arbitraries.of(QUERIES)).as(String::concat);
        return Arbitraries.frequencyOf(
                Tuple.of(9, made),
                Tuple.of(
                        1,
                        Arbitraries.strings().withChars("/%.?&=2fF0ae;# \u0000").ofMaxLength(30)));
    }

    @Provide
    Arbitrary<String> json() {
        return value(3);
    }

    private static Arbitrary<String> value(int depth) {
        var leaf = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1e400",
                "99999999999999999999",
                "''",
                "'bind'",
                "'tmpfs'",
                "'volume'",
                "'/'",
                "'/var/run/docker.sock'",
                "'/etc/localtime'",
                "'" + FakeEngineObjects.STACK + "_app'",
                "'blog_example_org_app'",
                "'" + FakeEngineObjects.STACK + "'",
                "'secret1'",
                "'secret2'",
                "'proxy'",
                "'host'",
                "'SYS_ADMIN'",
                "'unconfined'",
                "'local'",
                "'\\ud800'",
                "'\u202e'");
        if (depth == 0) {
            return leaf;
        }
        var deeper = Arbitraries.lazy(() -> value(depth - 1));
        var names = Arbitraries.of(
                "Name",
                "name",
                "Type",
                "Source",
                "Target",
                "ReadOnly",
                "Options",
                "o",
                "type",
                "device",
                "DriverConfig",
                "VolumeOptions",
                "BindOptions",
                "Propagation",
                "SecretID",
                "SecretName",
                "ConfigID",
                "ConfigName",
                "Mounts",
                "Image",
                "Replicated",
                "Replicas",
                "Limits",
                "Pids",
                "PublishedPort",
                "TargetPort",
                "com.docker.stack.namespace");
        var field = Combinators.combine(names, deeper).as((name, value) -> "'" + name + "':" + value);
        return Arbitraries.frequencyOf(
                Tuple.of(2, leaf),
                Tuple.of(2, deeper.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]")),
                Tuple.of(4, field.list().ofMaxSize(5).map(items -> "{" + String.join(",", items) + "}")));
    }
}
