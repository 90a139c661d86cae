package coop.ccci.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher says is missing on a machine that has a shell, its smallest tools and a Java, and nothing else. */
class MissingPackagesTest {
    private static final List<String> THERE =
            List.of("sh", "dirname", "readlink", "find", "id", "mkdir", "sed", "grep");

    @TempDir
    private Path folder;

    private BuiltCheckout checkout;

    @BeforeEach
    void a_checkout_that_was_built_on_a_bare_machine() throws IOException {
        checkout = BuiltCheckout.in(folder.resolve("checkout"));
        for (var name : THERE) {
            checkout.program(name, "exec " + onThisMachine(name) + " \"$@\"");
        }
        for (var name : List.of("java", "javac")) {
            checkout.program(name, "echo started");
        }
    }

    private static Path onThisMachine(String program) {
        return Stream.of("/bin", "/usr/bin")
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no " + program));
    }

    private Ended run(String words) throws Exception {
        var environment = Map.of(
                "PATH",
                checkout.resolve("bin").toString(),
                "HOME",
                folder.toString(),
                "CCCI_NO_INSTALL",
                "1",
                "CCCI_AS_BUILT",
                "1");
        return checkout.run(folder, environment, List.of(words.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo --once", "sandbox up", "sandbox up --engine drone", "sandbox add guestbook"})
    void a_sandbox_wants_an_engine(String words) throws Exception {
        var ended = run(words);

        assertThat(ended.text())
                .contains("docker.io: the engine", "As root: apt-get install")
                .doesNotContain("started");
        assertThat(ended.code()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --host", "demo --host --once", "demo --once --host --beside"})
    void a_whole_host_wants_an_engine_and_a_container(String words) throws Exception {
        var ended = run(words);

        assertThat(ended.text())
                .contains("docker.io: the engine", "systemd-container: to boot", "As root: apt-get install")
                .doesNotContain("started");
        assertThat(ended.code()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --help", "demo --host --help", "demo -h", "sandbox up --help", "sandbox status"})
    void what_only_tells_something_wants_nothing(String words) throws Exception {
        assertThat(run(words)).isEqualTo(new Ended(0, "started\n"));
    }

    @Test
    void what_is_there_is_not_asked_for() throws Exception {
        assertThat(run("demo").text()).doesNotContain("openjdk", "maven").contains("restic: the backups");
    }
}
