package coop.ccci.sandbox.part.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedContainersTest {
    private static final String OURS = "4ee12108b8ae44727881aed75a1bc356fb571a1aa8e06a0d9e2dd8ab9a09303d";
    private static final String FOREIGN = "059958e8cfc4774dac056ae6faa7342ccec01ad9adad8556ad91446425e45408";

    @TempDir
    private Path folder;

    private void process(String pid, String groups) throws IOException {
        Files.createDirectories(folder.resolve("proc").resolve(pid));
        Files.writeString(folder.resolve("proc").resolve(pid).resolve("cgroup"), groups);
    }

    @Test
    void only_processes_of_this_engines_containers_are_orphans() throws IOException {
        Files.createDirectories(folder.resolve("containers").resolve(OURS));
        process("11", "9:name=systemd:/docker/" + OURS + "\n8:pids:/docker/" + OURS + "\n");
        process("12", "0::/system.slice/docker-" + OURS + ".scope\n");
        process("13", "0::/docker/" + FOREIGN + "\n");
        process("14", "0::/\n");
        Files.createDirectories(folder.resolve("proc/15"));
        Files.createDirectories(folder.resolve("proc/self"));

        assertThat(new OrphanedContainers(folder.resolve("proc"), folder.resolve("containers")).pids())
                .containsExactlyInAnyOrder(11L, 12L);
    }

    @Test
    void an_engine_that_never_ran_has_none() {
        assertThat(new OrphanedContainers(Path.of("/proc"), folder.resolve("containers")).pids())
                .isEmpty();
    }
}
