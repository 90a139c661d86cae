package coop.ccci.harness.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.EngineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssumptionsTest {
    private static final Path SOURCES = Path.of("main/java/coop/ccci/harness");

    @TempDir
    Path folder;

    private static Stream<Assumption> every() {
        return Assumptions.all().stream().flatMap(topic -> topic.assumptions().stream());
    }

    @Test
    void each_has_a_probe_or_a_help_to_read_and_no_probe_is_without_its_assumption() {
        try (var host = new FakeHost(folder, Set.of());
                var docker = new DockerApi(host.swarm.host())) {
            var settings = new DoctorSettings(java.util.Map.of(), java.util.Optional.empty());
            var abra = AbraCalls.of(settings, host.machine(Deadline.lasting(Duration.ofMinutes(5))));
            var tiny = new TinyRecipe("busybox");
            try (var workspace = ProbeWorkspace.make(host.temporary, tiny);
                    var session = new DeepProbeSession(settings, abra, docker, workspace.folder())) {
                var probes = host.doctor(Deadline.lasting(Duration.ofMinutes(5)))
                        .probes(new EngineFacts(docker), tiny, abra, workspace, session);

                assertThat(every().filter(one -> one.help().isEmpty()).map(Assumption::id))
                        .containsExactlyInAnyOrderElementsOf(probes.keySet());
            }
        }
    }

    @Test
    void the_method_of_the_harness_that_relies_on_one_is_there() throws IOException {
        for (var assumption : every().filter(one -> one.client().isPresent()).toList()) {
            var reference = assumption.client().orElseThrow().split("#", 2);
            assertThat(typeNamed(reference[0]).getDeclaredMethods())
                    .as(assumption.id() + " is relied on by "
                            + assumption.client().orElseThrow())
                    .anyMatch(method -> method.getName().equals(reference[1]));
        }
    }

    private static Class<?> typeNamed(String simple) throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var file = files.filter(path -> path.getFileName().toString().equals(simple + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no class " + simple));
            var name = "coop.ccci.harness."
                    + SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_flag_that_the_harness_gives_to_abra_is_among_them() throws IOException {
        var known = every().map(Assumption::help)
                .flatMap(java.util.Optional::stream)
                .flatMap(help -> help.flags().stream())
                .flatMap(flag -> Arrays.stream(flag.split(" ", -1)))
                .collect(Collectors.toSet());

        try (var sources = Files.list(SOURCES.resolve("abra"))) {
            for (var source : sources.toList()) {
                assertThat(flagsIn(source)).as(source.toString()).isSubsetOf(known);
            }
        }
        assertThat(flagsIn(SOURCES.resolve("abra/Abra.java"))).contains("-C");
    }

    private static Set<String> flagsIn(Path source) throws IOException {
        var flag = java.util.regex.Pattern.compile("\"(-[A-Za-z]|--[a-z-]+)\"");
        return flag.matcher(Files.readString(source))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }
}
