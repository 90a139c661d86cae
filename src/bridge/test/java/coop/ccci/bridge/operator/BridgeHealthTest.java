package coop.ccci.bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BridgeHealthTest {
    private static final long MIB = 1024L * 1024;

    private final Map<String, Object> details = new HashMap<>();

    @Test
    void a_disk_with_room_is_well_and_says_how_much() {
        assertThat(disk(BridgeHealth.MIN_MIB * MIB)).isEmpty();
        assertThat(details).containsEntry("free MiB", BridgeHealth.MIN_MIB);
    }

    @Test
    void a_full_disk_says_what_to_do() {
        assertThat(disk(BridgeHealth.MIN_MIB * MIB - 1))
                .singleElement()
                .asString()
                .contains("1023 MiB left", "docker image prune", "CCCI_RUNS_SIZE");
    }

    @Test
    void a_disk_that_is_gone_is_told() {
        assertThat(disk(-1)).singleElement().asString().contains("mounted");
    }

    private List<String> disk(long free) {
        return BridgeHealth.disk(Path.of("/runs"), folder -> free, details::put);
    }
}
