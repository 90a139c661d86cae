package coop.ccci.reconcile.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of programs whose time together is limited. */
class CallsInTimeTest {
    private static final List<String> DOCKER = List.of("docker", "load");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<Duration> given = new ArrayList<>();
    private Duration left = Duration.ofMinutes(14);
    private final CallsInTime calls = new CallsInTime(
            new ProgramCaller() {
                @Override
                public CallOutput call(List<String> words, String input, Duration atMost) {
                    given.add(atMost);
                    return new CallOutput(0, "", "");
                }

                @Override
                public CallOutput pipe(List<String> first, List<String> second, Duration atMost) {
                    return call(second, "", atMost);
                }
            },
            () -> left);

    @Test
    void a_call_has_what_is_left_where_that_is_less_than_what_it_may_take() {
        calls.call(DOCKER, "", LONG);
        left = Duration.ofMinutes(4);
        calls.call(DOCKER, "", LONG);
        calls.pipe(List.of("archive"), DOCKER, LONG);
        calls.call("docker", "info");

        assertThat(given).containsExactly(LONG, left, left, ProgramCaller.SHORT);
    }

    @Test
    void none_is_called_when_the_time_is_over() {
        left = Duration.ZERO;

        assertThatThrownBy(() -> calls.call(DOCKER, "", LONG))
                .isInstanceOf(CallException.class)
                .hasMessage("there was no time left to call docker");
        assertThatThrownBy(() -> calls.pipe(List.of("archive"), DOCKER, LONG)).isInstanceOf(CallException.class);
        assertThat(given).isEmpty();
    }
}
