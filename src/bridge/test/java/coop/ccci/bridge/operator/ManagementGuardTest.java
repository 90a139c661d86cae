package coop.ccci.bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.config.Configuration.Management;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.operator.ManagementGuard.Access;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementGuardTest {
    private static final String TOKEN = "0123456789abcdef";

    private final ManagementGuard guard = new ManagementGuard(new Management(8091, Optional.of(new Secret(TOKEN))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/health",
                "/observe/health/live",
                "/observe/health/ready",
                "/observe/metrics",
                "/observe/status"
            })
    void what_only_tells_is_open(String path) {
        assertThat(guard.decide("GET", path, List.of())).isEqualTo(Access.GRANTED);
        assertThat(guard.decide("POST", path, List.of())).isEqualTo(Access.NO_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/jolokia",
                "/observe/jolokia/",
                "/observe/jolokia/version",
                "//observe/jolokia",
                "/observe//jolokia",
                "/observe/./jolokia",
                "/observe/health/../jolokia",
                "/observe/health/..;/jolokia",
                "/observe/%6aolokia",
                "/OBSERVE/JOLOKIA",
                "/observe/health/",
                "/observe/health;x",
                "/admin/pause",
                "/admin/pause/",
                "/admin//pause",
                "/admin/runs/1/cancel",
                "/q/dev",
                "/",
                ""
            })
    void row_17_everything_else_needs_the_token_however_it_is_written(String path) {
        assertThat(guard.decide("GET", path, List.of())).isEqualTo(Access.NO_TOKEN);
        assertThat(guard.decide("POST", path, List.of())).isEqualTo(Access.NO_TOKEN);
        assertThat(guard.decide("POST", path, List.of("Bearer " + TOKEN))).isEqualTo(Access.GRANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer ",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer 0123456789ABCDEF",
                "bearer 0123456789abcdef",
                "Basic 0123456789abcdef",
                "0123456789abcdef",
                ""
            })
    void row_17_another_token_is_none(String credentials) {
        assertThat(guard.decide("POST", "/admin/pause", List.of(credentials))).isEqualTo(Access.WRONG_TOKEN);
    }

    @Test
    void row_17_two_tokens_are_none() {
        assertThat(guard.decide("POST", "/admin/pause", List.of("Bearer " + TOKEN, "Bearer " + TOKEN)))
                .isEqualTo(Access.NO_TOKEN);
    }

    @Test
    void row_17_without_a_token_in_the_settings_there_is_nothing() {
        var off = new ManagementGuard(new Management(8091, Optional.empty()));
        assertThat(off.decide("GET", "/observe/health", List.of())).isEqualTo(Access.GRANTED);
        for (var credentials : List.of(List.<String>of(), List.of("Bearer "), List.of("Bearer null"))) {
            assertThat(off.decide("POST", "/admin/pause", credentials)).isEqualTo(Access.SWITCHED_OFF);
        }
    }
}
