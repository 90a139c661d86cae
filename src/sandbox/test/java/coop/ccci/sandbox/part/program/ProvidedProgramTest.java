package coop.ccci.sandbox.part.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.plan.RecordingReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidedProgramTest {
    private static final String IMAGE = "gitea/gitea:1.26.0";

    @TempDir
    private Path folder;

    private final FakeProgram program = new FakeProgram();
    private final FakeEngine engine = new FakeEngine();
    private final RecordingReporter reporter = new RecordingReporter();
    private ProvidedProgram provided;

    @BeforeEach
    void setUp() {
        provided = new ProvidedProgram(
                program, Optional.of(OfficialImage.gitea("1.26.0")), engine, new EngineUp(), folder.resolve("images"));
    }

    @Test
    void what_was_built_before_is_preferred_to_an_image_and_waits_for_no_engine() {
        program.built = true;
        engine.images.add(IMAGE);
        assertThat(provided.inspect()).isEqualTo(PartState.up("version 1.26.0, built here"));
        assertThat(provided.needs()).isEmpty();
    }

    @Test
    void an_image_that_can_be_had_is_pulled_and_nothing_is_built() {
        engine.published.add(IMAGE);
        assertThat(provided.needs()).hasSize(1);
        assertThat(provided.inspect().kind()).isEqualTo(PartState.Kind.MISSING);
        provided.up(reporter);
        assertThat(provided.inspect()).isEqualTo(PartState.up("version 1.26.0, official image " + IMAGE));
        assertThat(program.builds).isZero();
    }

    @Test
    void what_is_missing_is_said_and_whether_an_engine_was_there_to_ask() {
        assertThat(provided.inspect())
                .isEqualTo(PartState.missing("gitea 1.26.0 is neither built nor there as the image " + IMAGE + " yet"));
        engine.dead = true;
        assertThat(provided.inspect())
                .isEqualTo(PartState.missing(
                        "gitea 1.26.0 is not built, and no Docker engine answers that could have its image"));
        assertThat(new ProvidedProgram(program, Optional.empty(), engine, new EngineUp(), folder).inspect())
                .isEqualTo(PartState.missing("gitea 1.26.0 is not built yet"));
    }

    @Test
    void a_program_that_outlives_its_engine_is_not_said_to_be_on_its_way() {
        engine.images.add(IMAGE);
        engine.dead = true;
        assertThat(provided.describeOrigin()).isEqualTo("whose program is no longer there");
    }

    @Test
    void where_no_image_can_be_had_the_program_is_built_and_that_is_said() {
        provided.up(reporter);
        assertThat(program.builds).isEqualTo(1);
        assertThat(provided.inspect()).isEqualTo(PartState.up("version 1.26.0, built here"));
        assertThat(reporter.lines())
                .containsExactly(
                        "looking for the official image " + IMAGE,
                        "! the official image " + IMAGE + " cannot be had, so it is built here, once");
    }

    @Test
    void a_program_without_an_image_is_built_at_once() {
        var runner = new ProvidedProgram(program, Optional.empty(), engine, new EngineUp(), folder);
        assertThat(runner.needs()).isEmpty();
        runner.up(reporter);
        assertThat(program.builds).isEqualTo(1);
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void down_removes_what_was_pulled_and_nothing_that_was_there_before() {
        engine.published.add(IMAGE);
        provided.up(reporter);
        assertThat(provided.down(reporter)).isEqualTo("removed");
        assertThat(engine.images).isEmpty();

        engine.images.add("traefik:v3.6.12");
        var other = new ProvidedProgram(
                program,
                Optional.of(OfficialImage.traefik("3.6.12")),
                engine,
                new EngineUp(),
                folder.resolve("others"));
        assertThat(other.down(reporter)).isEmpty();
        assertThat(engine.images).containsExactly("traefik:v3.6.12");
    }

    @Test
    void a_built_program_is_started_as_it_is() {
        program.built = true;
        assertThat(provided.launch(folder, Map.of("HOME", "/home"), List.of("web")))
                .isEqualTo(new ProgramLaunch(List.of("/parts/gitea", "web"), Map.of("HOME", "/home")));
    }

    @Test
    void one_in_its_image_shares_network_and_folder_with_the_machine_and_carries_the_mark() throws IOException {
        engine.images.add(IMAGE);
        var launch = provided.launch(folder, Map.of("HOME", "/home", "SECRET", "s3cr3t"), List.of("web"));
        var owner = Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
        assertThat(String.join(" ", launch.commandLine()))
                .isEqualTo("docker run --rm --network host --user " + owner + " --volume " + folder + ":" + folder
                        + " --workdir " + folder
                        + " --label coop.ccci.sandbox=here --label coop.ccci.sandbox.program=gitea"
                        + " --env CCCI_SANDBOX_PROCESS --env HOME --env SECRET --entrypoint /app/gitea/gitea " + IMAGE
                        + " web");
        assertThat(launch.environment())
                .isEqualTo(Map.of("HOME", "/home", "SECRET", "s3cr3t", "DOCKER_HOST", "unix:///docker.sock"));
    }

    @Test
    void one_that_is_gone_is_told_with_what_to_do() {
        assertThatThrownBy(() -> provided.launch(folder, Map.of(), List.of()))
                .isInstanceOf(SandboxException.class)
                .hasMessage("the program gitea is gone. Run ./cc-ci sandbox up again.");
    }

    private static final class FakeProgram implements BuildableProgram {
        private boolean built;
        private int builds;

        @Override
        public String name() {
            return "gitea";
        }

        @Override
        public String version() {
            return "1.26.0";
        }

        @Override
        public boolean isBuilt() {
            return built;
        }

        @Override
        public Path executable() {
            return Path.of("/parts/gitea");
        }

        @Override
        public Path share() {
            return Path.of("/parts/share");
        }

        @Override
        public void build(ProgressReporter reporter) {
            builds++;
            built = true;
        }
    }

    private static final class FakeEngine implements ImageEngine {
        private final Set<String> published = new HashSet<>();
        private final Set<String> images = new HashSet<>();
        private final List<String> asked = new ArrayList<>();
        private boolean dead;

        @Override
        public boolean answers() {
            return !dead;
        }

        @Override
        public boolean has(String image) {
            return !dead && images.contains(image);
        }

        @Override
        public boolean pull(String image, ProgressReporter reporter) {
            asked.add(image);
            if (published.contains(image)) {
                images.add(image);
            }
            return has(image);
        }

        @Override
        public boolean remove(String image) {
            return images.remove(image);
        }

        @Override
        public void removeContainers(Map<String, String> labels) {}

        @Override
        public Map<String, String> labels() {
            return Map.of("coop.ccci.sandbox", "here");
        }

        @Override
        public List<String> commandLine(List<String> words) {
            return Stream.concat(Stream.of("docker"), words.stream()).toList();
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("DOCKER_HOST", "unix:///docker.sock");
        }
    }

    private static final class EngineUp implements Part {
        @Override
        public String name() {
            return "docker";
        }

        @Override
        public List<Part> needs() {
            return List.of();
        }

        @Override
        public PartState inspect() {
            return PartState.up("");
        }

        @Override
        public void up(ProgressReporter reporter) {}

        @Override
        public String down(ProgressReporter reporter) {
            return "";
        }
    }
}
