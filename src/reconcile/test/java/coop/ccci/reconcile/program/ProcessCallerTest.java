package coop.ccci.reconcile.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Programs that end well and badly, say much, read nothing, or do not end. */
class ProcessCallerTest {
    private final ProgramCaller programs = new ProcessCaller(Map.of("COLOUR", "blue"));

    @RepeatedTest(20)
    void what_a_program_says_last_is_not_lost() {
        assertThat(programs.call("sh", "-c", "echo $COLOUR; echo to errors >&2; exit 7"))
                .isEqualTo(new CallOutput(7, "blue\n", "to errors\n"));
    }

    @Test
    void a_program_reads_what_it_is_given_and_may_read_none_of_it() {
        assertThat(programs.call(List.of("cat"), "a text", ProgramCaller.SHORT).output())
                .isEqualTo("a text");
        assertThat(programs.call(List.of("true"), "x".repeat(1 << 20), ProgramCaller.SHORT)
                        .well())
                .isTrue();
    }

    @Test
    void of_one_that_says_more_than_anybody_reads_so_much_is_kept_and_it_is_not_held_up() {
        var said = programs.call("sh", "-c", "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2");

        assertThat(said.well()).isTrue();
        assertThat(said.output()).hasSize(1 << 20);
    }

    @Test
    void one_that_does_not_end_is_killed_with_what_it_has_started() {
        assertThatThrownBy(() -> programs.call(List.of("sh", "-c", "sleep 600 & wait"), "", Duration.ofMillis(200)))
                .isInstanceOf(CallException.class)
                .hasMessage("sh did not end within 0 s, and was killed");
    }

    @Test
    void one_that_is_not_there_is_told_by_its_name() {
        assertThatThrownBy(() -> programs.call("no-such-program"))
                .isInstanceOf(CallException.class)
                .hasMessageStartingWith("cannot start no-such-program");
    }

    @Test
    void one_s_output_is_another_one_s_input_and_both_must_end_well() {
        assertThat(programs.pipe(List.of("echo", "an archive"), List.of("cat"), ProgramCaller.SHORT))
                .isEqualTo(new CallOutput(0, "an archive\n", ""));
        assertThatThrownBy(() -> programs.pipe(List.of("false"), List.of("cat"), ProgramCaller.SHORT))
                .isInstanceOf(CallException.class)
                .hasMessage("false failed, and cat read what it wrote");
    }

    @Test
    void both_together_have_the_time_of_one_call() {
        var began = System.nanoTime();

        assertThatThrownBy(() -> programs.pipe(
                        List.of("sh", "-c", "exec >&-; sleep 600"),
                        List.of("sh", "-c", "cat; sleep 9"),
                        Duration.ofSeconds(10)))
                .isInstanceOf(CallException.class)
                .hasMessage("sh did not end within 10 s, and was killed");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(18));
    }

    @Test
    void the_last_line_of_what_it_said_is_the_reason() {
        assertThat(new CallOutput(1, "out", "first\nFATA no such app\n\n").reason())
                .isEqualTo("exit code 1: FATA no such app");
        assertThat(new CallOutput(2, "", "").reason()).isEqualTo("exit code 2: it said nothing");
    }
}
