package coop.ccci.harness.socket.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCallTest {
    @Test
    void a_path_is_decoded_once_and_written_anew() {
        var call = EngineCall.parse("GET", "/v1.41/services/a%5fb?filters=%7B%22label%22%3A+1%7D&status=true");

        assertThat(call.version()).isEqualTo("v1.41");
        assertThat(call.path()).isEqualTo(List.of("services", "a_b"));
        assertThat(call.query()).isEqualTo(Map.of("filters", "{\"label\": 1}", "status", "true"));
        assertThat(call.target()).isEqualTo("/v1.41/services/a_b?filters=%7B%22label%22:%201%7D&status=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1.41//services",
                "//v1.41/services",
                "/v1.41/./services",
                "/v1.41/services/../swarm",
                "/v1.41/services/%2e%2e/swarm",
                "/v1.41/services/a%2Fupdate",
                "/v1.41/services/a%00",
                "/v1.41/services/a%0a",
                "/v1.41/services/a%zz",
                "/v1.41/services/a%4",
                "/v1.41/services/%ff",
                "/v1.41/services/",
                "/v1.41",
                "/",
                "services",
                "http://docker/services",
                "/services?version=1&version=2",
                "/services?version=1;version=2",
                "/services#x",
                "/services/é",
            })
    void row_21_a_path_with_two_readings_is_refused(String target) {
        assertThatThrownBy(() -> EngineCall.parse("GET", target)).isInstanceOf(RefusedCallException.class);
    }
}
