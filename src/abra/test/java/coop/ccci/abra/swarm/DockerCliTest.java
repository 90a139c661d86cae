package coop.ccci.abra.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerCliTest {
    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "LD_PRELOAD", "DOCKER_HOST", "DOCKER_CONFIG", "GODEBUG", "XDG_CONFIG_HOME"})
    void a_variable_that_steers_programs_never_comes_from_an_app(String name) {
        assertThat(DockerCli.isSteering(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOMAIN", "STACK_NAME", "LETS_ENCRYPT_ENV", "SECRET_DB_PASS_VERSION", "HTTPS_PROXY"})
    void an_app_sets_what_its_compose_files_need(String name) {
        assertThat(DockerCli.isSteering(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unable to resolve docker endpoint: context \"x\": context not found: open meta.json: no such file",
                "unable to resolve docker endpoint: context \"x\" does not exist"
            })
    void a_server_without_a_context_is_known_by_the_words_of_each_docker(String errors) {
        assertThat(DockerCli.isUnknownContext(errors)).isTrue();
    }
}
