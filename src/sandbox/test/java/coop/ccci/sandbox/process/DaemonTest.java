package coop.ccci.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @AfterEach
    void stopWhatIsLeft() {
        daemon("part").stop();
    }

    @Test
    void it_is_found_again_by_who_knows_only_part_and_folder() {
        start("sleep 1000");
        assertThat(daemon("part").isRunning()).isTrue();
        assertThat(daemon("other part").isRunning()).isFalse();
        assertThat(new Daemon("part", folder.resolve("other"), folder.resolve("log")).isRunning())
                .isFalse();
    }

    @Test
    void stopping_ends_it_with_its_children_and_a_second_time_does_nothing() {
        start("sleep 1000 & sleep 1000 & wait");
        assertThat(WAITER.until(LIMIT, () -> daemon("part").processes().size() == 3))
                .isTrue();
        assertThat(daemon("part").stop()).isEqualTo(3);
        assertThat(MarkedProcess.of(folder)).isEmpty();
        assertThat(daemon("part").stop()).isZero();
    }

    @Test
    void a_child_that_outlives_its_killed_parent_is_still_known() {
        start("sleep 1000 & echo up; wait");
        assertThat(WAITER.until(LIMIT, () -> daemon("part").processes().size() == 2))
                .isTrue();
        var parent = daemon("part").processes().get(0);
        assertThat(parent.handle().destroyForcibly()).isTrue();
        assertThat(WAITER.until(LIMIT, () -> daemon("part").processes().size() == 1))
                .isTrue();
        assertThat(daemon("part").stop()).isEqualTo(1);
    }

    @Test
    void one_that_ends_at_once_is_told_with_the_end_of_its_log() {
        assertThatThrownBy(() -> daemon("part")
                        .start(List.of("sh", "-c", "echo no database here; exit 1"), Map.of(), LIMIT, () -> false))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("it ended at once")
                .hasMessageContaining("no database here");
    }

    @Test
    void one_that_is_not_ready_in_time_is_told_as_that() {
        assertThatThrownBy(() ->
                        daemon("part").start(List.of("sleep", "1000"), Map.of(), Duration.ofMillis(100), () -> false))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("it was not ready within");
    }

    @Test
    void its_output_is_in_its_log() throws IOException {
        start("echo hello; sleep 1000");
        assertThat(WAITER.until(LIMIT, () -> logged().contains("hello"))).isTrue();
    }

    private void start(String script) {
        daemon("part").start(List.of("sh", "-c", script), Map.of(), LIMIT, () -> daemon("part")
                .isRunning());
    }

    private String logged() {
        try {
            return Files.readString(folder.resolve("part.log"));
        } catch (IOException e) {
            return "";
        }
    }

    private Daemon daemon(String part) {
        return new Daemon(part, folder, folder.resolve(part + ".log"));
    }
}
