package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.abra.swarm.DockerCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app of the sample recipe on a real swarm, by the stand-in. Each test has a domain and an {@code ABRA_DIR} of its
 * own, and only what carries that domain's stack name is looked for afterwards: other tests may use the swarm meanwhile.
 */
abstract class SwarmFixture {
    static final String REGISTRY =
            Optional.ofNullable(System.getenv("CCCI_REGISTRY")).orElse("127.0.0.1:5000");

    @TempDir
    Path folder;

    final DockerCli docker = new DockerCli("default", System.getenv());
    String domain;
    String stack;
    SampleRecipe recipe;
    AbraProcess abra;

    @BeforeEach
    void setUp() throws Exception {
        var six = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 6);
        // not of the form of a run's app: the janitor of a run beside this test would rightly take it away
        domain = "standin-" + six + ".ci.localhost";
        stack = domain.replace('.', '_');
        Files.createDirectories(folder.resolve("servers/default"));
        recipe = SampleRecipe.released(folder.resolve("recipes/custom-html"), REGISTRY);
        abra = new AbraProcess(folder);
    }

    @AfterEach
    void tearDown() {
        abra.run("app", "undeploy", domain, "-n");
        abra.run("app", "rm", domain, "-n", "-f");
        assertThat(leftovers()).isEmpty();
    }

    final void prepared(String version) {
        done("app", "new", "custom-html", version, "-s", "default", "-D", domain, "-n", "-o");
        done("app", "secret", "generate", domain, "-a", "-m", "-n", "-o");
    }

    final AbraProcess.Outcome done(String... arguments) {
        return done(abra, arguments);
    }

    final AbraProcess.Outcome done(AbraProcess process, String... arguments) {
        var outcome = process.run(arguments);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome;
    }

    final AbraProcess.Outcome refused(String why, String... arguments) {
        return refused(abra, why, arguments);
    }

    final AbraProcess.Outcome refused(AbraProcess process, String why, String... arguments) {
        var outcome = process.run(arguments);
        assertThat(outcome.err()).contains("FATA ").contains(why);
        assertThat(outcome.exit()).isEqualTo(1);
        return outcome;
    }

    final JsonNode json(String... arguments) throws IOException {
        var outcome = abra.run(arguments);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return new JsonMapper().readTree(outcome.out());
    }

    final String label(String name) {
        return docker.run(
                        "service",
                        "inspect",
                        stack + "_app",
                        "--format",
                        "{{index .Spec.Labels \"coop-cloud." + stack + "." + name + "\"}}")
                .strip();
    }

    final Path envFile() {
        return folder.resolve("servers/default").resolve(domain + ".env");
    }

    final String namespace() {
        return "label=com.docker.stack.namespace=" + stack;
    }

    final List<String> volumes() {
        return docker.run("volume", "ls", "--quiet", "--filter", namespace())
                .lines()
                .toList();
    }

    final List<String> secrets() {
        return names("secret");
    }

    final List<String> names(String kind) {
        return docker.run(kind, "ls", "--format", "{{.Name}}")
                .lines()
                .filter(name -> name.startsWith(stack + "_"))
                .toList();
    }

    final List<String> leftovers() {
        return Stream.of("service", "network", "volume", "secret", "config")
                .flatMap(kind -> names(kind).stream())
                .toList();
    }

    /** Writes another value into the app's env file. */
    final void set(String key, String value) throws IOException {
        Files.writeString(envFile(), Files.readString(envFile()).replaceAll("(?m)^" + key + "=.*$", key + "=" + value));
    }

    /** The container of the service {@code app}. */
    final String container() {
        return docker.run("ps", "--quiet", "--filter", "label=com.docker.swarm.service.name=" + stack + "_app")
                .strip();
    }
}
