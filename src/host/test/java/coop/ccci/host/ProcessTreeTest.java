package coop.ccci.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CHILDREN = 200;

    @Test
    void who_waits_for_another_hears_nothing_of_its_death_and_what_was_said_last_can_be_read() throws IOException {
        var shell = started("sleep 1000 & first=$!; for i in $(seq " + (CHILDREN - 1) + "); do sleep 1000 & done;"
                + " echo last; wait $first; echo went on");
        assertThat(WAITER.until(LIMIT, () -> sleeping(shell).size() == CHILDREN))
                .isTrue();
        var children = sleeping(shell);

        ProcessTree.kill(shell);

        assertThat(WAITER.until(
                        LIMIT, () -> !shell.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive)))
                .isTrue();
        assertThat(shell.inputReader().lines()).containsExactly("last");
    }

    @Test
    void a_child_s_children_are_killed_too() throws IOException {
        var shell = started("sh -c 'sleep 1000 & echo $!; wait' & wait");
        var grandchild =
                ProcessHandle.of(Long.parseLong(shell.inputReader().readLine())).orElseThrow();

        ProcessTree.kill(shell);

        assertThat(WAITER.until(LIMIT, () -> !grandchild.isAlive())).isTrue();
    }

    @Test
    void one_that_has_ended_is_left_alone() throws Exception {
        var shell = started("echo done");
        assertThat(shell.waitFor()).isZero();

        ProcessTree.kill(shell);

        assertThat(shell.exitValue()).isZero();
        assertThat(shell.inputReader().readLine()).isEqualTo("done");
    }

    private static List<ProcessHandle> sleeping(Process shell) {
        return shell.descendants()
                .filter(process -> process.info().command().orElse("").contains("sleep"))
                .toList();
    }

    private static Process started(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
