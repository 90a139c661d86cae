package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamelSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void what_the_operators_file_has_of_camel_itself_wins_over_what_the_bridge_would_set() throws Exception {
        try (var fixture = BridgeFixture.in(folder)) {
            var environment = new HashMap<>(fixture.environment());
            var file = Files.writeString(folder.resolve("cc-ci.properties"), "camel.main.shutdownTimeout = 30\n");
            environment.put("CCCI_CONFIG", file.toString());
            try (var bridge = Bridge.open(ConfigurationReader.read(environment), Clock.systemUTC())) {
                bridge.start();
                assertThat(bridge.context().getShutdownStrategy().getTimeout()).isEqualTo(30);
            }
        }
    }
}
