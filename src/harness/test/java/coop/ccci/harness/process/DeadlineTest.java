package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void it_ends_by_itself_with_the_deadline() {
        var deadline = Deadline.lasting(Duration.ofMillis(50));

        assertThatThrownBy(() -> deadline.pause(Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        CancelledException.class, over -> assertThat(over.why()).isEqualTo(ExitCode.DEADLINE));
    }

    @Test
    void only_the_first_reason_counts() {
        var deadline = Deadline.lasting(Duration.ofMinutes(1));
        deadline.end(ExitCode.TERMINATED);
        deadline.end(ExitCode.DEADLINE);

        assertThat(deadline.over()).contains(ExitCode.TERMINATED);
        assertThatThrownBy(deadline::check).isInstanceOf(CancelledException.class);
    }

    @Test
    void work_that_is_done_counts_even_when_the_lifetime_is_over() throws Exception {
        var deadline = Deadline.lasting(Duration.ofMinutes(1));
        deadline.end(ExitCode.TERMINATED);

        assertThat(deadline.await(CompletableFuture.completedFuture("done"), Duration.ofSeconds(1)))
                .isEqualTo("done");
    }

    @Test
    void work_that_takes_too_long_is_told_apart_from_a_lifetime_that_is_over() {
        var deadline = Deadline.lasting(Duration.ofMinutes(1));

        assertThatThrownBy(() -> deadline.await(new CompletableFuture<>(), Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class);
        assertThatCode(deadline::check).doesNotThrowAnyException();
    }

    @Test
    void a_shorter_one_ends_with_the_one_that_it_is_in_and_for_its_reason() {
        var deadline = Deadline.lasting(Duration.ofMinutes(1));
        var shorter = deadline.within(Duration.ofMinutes(1));
        assertThatCode(shorter::check).doesNotThrowAnyException();

        deadline.end(ExitCode.TERMINATED);

        assertThat(shorter.over()).contains(ExitCode.TERMINATED);
    }

    @Test
    void a_shorter_one_that_is_over_does_not_end_the_one_that_it_is_in() {
        var deadline = Deadline.lasting(Duration.ofMinutes(1));
        var shorter = deadline.within(Duration.ofMillis(5));

        assertThatThrownBy(() -> shorter.pause(Duration.ofSeconds(30))).isInstanceOf(CancelledException.class);

        assertThatCode(deadline::check).doesNotThrowAnyException();
    }
}
