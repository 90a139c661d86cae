package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.KernelLock;
import coop.ccci.harness.process.TemporaryFolder.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    /** No process has this number. */
    private static final String OTHER = "ccci-docker-99999999-";

    @TempDir
    private Path temporary;

    private TemporaryFiles after(Duration time) {
        return new TemporaryFiles(temporary, Instant.now().plus(time));
    }

    private Path left(String name, String... files) throws IOException {
        var folder = Files.createDirectory(temporary.resolve(name));
        for (var file : files) {
            Files.writeString(folder.resolve(file), "");
        }
        return folder;
    }

    @Test
    void it_is_for_this_user_alone_and_gone_when_it_is_closed() throws Exception {
        Path path;
        try (var folder = TemporaryFolder.make()) {
            path = folder.path();
            Files.writeString(path.resolve("config.json"), "{}");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            TemporaryFolder.removeAbandoned(TemporaryFiles.at(Instant.now().plus(Duration.ofDays(30))));
            assertThat(path.resolve("config.json")).exists();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void what_a_killed_process_left_goes() throws Exception {
        var left = left(OTHER + "a", "lock", "config.json");

        assertThat(TemporaryFolder.removeAbandoned(after(Duration.ofMinutes(2))))
                .isEqualTo(1);

        assertThat(left).doesNotExist();
    }

    @Test
    void what_another_process_uses_stays() throws Exception {
        var used = left(OTHER + "a");
        try (var lock = KernelLock.tryAcquire(used.resolve("lock")).orElseThrow()) {
            assertThat(TemporaryFolder.removeAbandoned(after(Duration.ofDays(30))))
                    .as("held: %s", lock)
                    .isZero();
        }

        assertThat(used).exists();
    }

    @Test
    void what_is_being_made_stays() throws Exception {
        left(OTHER + "a", "lock");
        left(OTHER + "b");

        assertThat(TemporaryFolder.removeAbandoned(after(Duration.ofSeconds(30))))
                .isZero();
    }

    @Test
    void what_an_older_program_left_without_a_lock_goes_when_no_run_is_as_old() throws Exception {
        left("ccci-docker-1234", "docker.sock");

        assertThat(TemporaryFolder.removeAbandoned(after(Duration.ofHours(25)))).isZero();
        assertThat(TemporaryFolder.removeAbandoned(after(Duration.ofHours(49)))).isEqualTo(1);
    }

    @Test
    void other_files_and_links_stay() throws Exception {
        var other = left("somebody-s", "lock");
        Files.createSymbolicLink(temporary.resolve(OTHER + "a"), other);
        Files.writeString(temporary.resolve(OTHER + "b"), "");

        assertThat(TemporaryFolder.removeAbandoned(after(Duration.ofDays(30)))).isZero();

        assertThat(other.resolve("lock")).exists();
    }
}
