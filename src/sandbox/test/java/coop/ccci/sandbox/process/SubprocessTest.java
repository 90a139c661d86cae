package coop.ccci.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.sandbox.config.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SubprocessTest {
    @Test
    void its_output_and_errors_are_read_as_they_come() {
        var lines = new ArrayList<String>();
        var text = Subprocess.of("sh", "-c", "echo one; echo two >&2")
                .lines(lines::add)
                .run();
        assertThat(text).isEqualTo("one\ntwo");
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void a_failure_tells_code_and_last_lines_and_no_more_arguments_than_the_first() {
        assertThatThrownBy(() -> Subprocess.of("sh", "-c", "echo broken; exit 7", "password")
                        .run())
                .isInstanceOf(SandboxException.class)
                .hasMessage("sh -c ended with 7:\nbroken");
    }

    @Test
    void one_that_takes_too_long_is_killed_with_its_children() {
        assertThatThrownBy(() -> Subprocess.of("sh", "-c", "echo begun; sleep 1000")
                        .within(Duration.ofMillis(300))
                        .run())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("it took longer than")
                .hasMessageContaining("begun");
    }

    @Test
    void one_that_is_not_there_is_told_by_name() {
        assertThatThrownBy(() -> Subprocess.of("/no/such/program").run())
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("cannot run program");
    }
}
