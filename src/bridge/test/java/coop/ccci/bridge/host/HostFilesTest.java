package coop.ccci.bridge.host;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.host.HostFiles.HostState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");

    @TempDir
    private Path runs;

    @Test
    void whoever_may_read_other_files_of_the_folder_may_read_the_state_of_the_host() throws IOException {
        var other = Files.createFile(runs.resolve("other"));
        var files = new HostFiles(runs);

        files.write(state(1));
        files.write(state(2));

        assertThat(Files.getPosixFilePermissions(runs.resolve("host-state.json")))
                .as("bridge and dashboard are of another account")
                .isEqualTo(Files.getPosixFilePermissions(other));
        assertThat(files.state(NOW).orElseThrow().others()).isEqualTo(2);
        assertThat(runs)
                .isDirectoryNotContaining(file -> file.getFileName().toString().contains("unfinished"));
    }

    private static HostState state(int others) {
        var room = new HostState.Room(100, 50);
        return new HostState(NOW, Optional.empty(), room, room, List.of(), others, Optional.empty());
    }
}
