package coop.ccci.sandbox.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxSettingsTest {
    @TempDir(factory = ShortPath.class)
    Path folder;

    @Test
    void without_anything_set_everything_has_its_usual_place() {
        var settings = SandboxSettings.of(Map.of("HOME", "/home/maya", "CCCI_HOME", "/src/cc-ci"));
        assertThat(settings.folder().path()).isEqualTo(Path.of("/home/maya/.cache/cc-ci/sandbox"));
        assertThat(settings.parts()).isEqualTo(Path.of("/home/maya/.cache/cc-ci/parts"));
        assertThat(settings.zone()).isEqualTo("ci.localhost");
        assertThat(settings.ingress()).isEqualTo("127.0.0.1:443");
        assertThat(settings.dockerHost()).isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void what_up_was_given_is_kept_for_the_commands_after_it() {
        SandboxSettings.of(environment("CCCI_SANDBOX_GITEA_PORT", "3300")).save();
        assertThat(SandboxSettings.of(environment()).giteaPort()).isEqualTo(3300);
        assertThat(SandboxSettings.of(environment("CCCI_SANDBOX_GITEA_PORT", "3400"))
                        .giteaPort())
                .isEqualTo(3400);
    }

    @Test
    void a_value_that_is_not_allowed_is_named_with_its_key() {
        assertThatThrownBy(() -> SandboxSettings.of(environment("CCCI_SANDBOX_HTTP_PORT", "eighty")))
                .hasMessage("CCCI_SANDBOX_HTTP_PORT is \"eighty\"; it must be a port between 1 and 65535.");
        assertThatThrownBy(() -> SandboxSettings.of(environment("CCCI_SANDBOX_HTTP_PORT", "65536")))
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> SandboxSettings.of(environment("CCCI_ZONE", "localhost")))
                .hasMessageContaining("CCCI_ZONE is \"localhost\"");
        assertThatThrownBy(() -> SandboxSettings.of(environment("DOCKER_HOST", "tcp://elsewhere:2375")))
                .hasMessageContaining("DOCKER_HOST is \"tcp://elsewhere:2375\"");
        assertThatThrownBy(() -> SandboxSettings.of(environment("CCCI_SANDBOX_DIR", "/tmp/" + "x".repeat(80))))
                .hasMessageContaining("CCCI_SANDBOX_DIR is /tmp/xxx")
                .hasMessageContaining("shorter");
    }

    @Test
    void the_engine_is_local_until_up_is_asked_for_another_one() {
        var settings = SandboxSettings.of(environment());
        assertThat(settings.engine()).isEqualTo(EngineChoice.LOCAL);
        settings.with(EngineChoice.DRONE).save();
        assertThat(SandboxSettings.of(environment()).engine()).isEqualTo(EngineChoice.DRONE);
        assertThatThrownBy(() -> SandboxSettings.of(environment("CCCI_SANDBOX_ENGINE", "jenkins")))
                .hasMessage("CCCI_SANDBOX_ENGINE is \"jenkins\"; it must be local or drone.");
    }

    @Test
    void docker_is_where_docker_host_says_unless_the_sandbox_has_a_place_of_its_own() {
        assertThat(SandboxSettings.of(environment("DOCKER_HOST", "unix:///run/mine.sock"))
                        .dockerSocket())
                .isEqualTo(Path.of("/run/mine.sock"));
        var both = environment("DOCKER_HOST", "unix:///run/mine.sock");
        both.put("CCCI_SANDBOX_DOCKER_SOCKET", "/run/sandbox.sock");
        assertThat(SandboxSettings.of(both).dockerSocket()).isEqualTo(Path.of("/run/sandbox.sock"));
    }

    @Test
    void a_mirror_is_an_address_without_a_path_and_none_by_default() {
        var mirror = "CCCI_SANDBOX_REGISTRY_MIRROR";
        assertThat(SandboxSettings.of(environment()).registryMirror()).isEmpty();
        SandboxSettings.of(environment(mirror, "http://10.0.0.1:5000")).save();
        assertThat(SandboxSettings.of(environment()).registryMirror()).isEqualTo("http://10.0.0.1:5000");
        assertThatThrownBy(() -> SandboxSettings.of(environment(mirror, "10.0.0.1:5000")))
                .hasMessage("CCCI_SANDBOX_REGISTRY_MIRROR is \"10.0.0.1:5000\"; it must be http:// or https:// with a"
                        + " host, such as http://10.0.0.1:5000, and no path.");
    }

    private Map<String, String> environment(String... pair) {
        var environment = new HashMap<String, String>();
        environment.put("HOME", "/home/maya");
        environment.put("CCCI_HOME", "/src/cc-ci");
        environment.put("CCCI_SANDBOX_DIR", folder.toString());
        if (pair.length == 2) {
            environment.put(pair[0], pair[1]);
        }
        return environment;
    }
}
