package coop.ccci.sandbox.part.program;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.sandbox.plan.RecordingReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoProgramTest {
    @TempDir
    private Path folder;

    @Test
    void what_a_killed_build_has_left_is_deleted_and_what_others_build_is_not() throws IOException {
        var module = Files.createDirectories(folder.resolve("home/src/sandbox/parts/traefik"));
        Files.writeString(module.resolve("go.mod"), "module wrapper\n\nrequire example.org/traefik v3.6.12\n");
        var cache = Files.createDirectories(folder.resolve("cache"));
        var program = GoProgram.traefik(folder.resolve("home"), cache);
        Files.createDirectories(program.executable().getParent());
        assertThat(Files.createFile(program.executable()).toFile().setExecutable(true))
                .isTrue();
        Files.createFile(
                Files.createDirectory(cache.resolve("traefik-build-123")).resolve("go.mod"));
        Files.createDirectory(cache.resolve("gitea-build-456"));

        program.build(new RecordingReporter());

        assertThat(cache).isDirectoryNotContaining("glob:**/traefik-build-*");
        assertThat(cache.resolve("gitea-build-456")).exists();
        assertThat(program.isBuilt()).isTrue();
    }
}
