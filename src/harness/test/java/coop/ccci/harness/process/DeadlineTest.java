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
        var lifetime = Deadline.lasting(Duration.ofMillis(50));

        assertThatThrownBy(() -> lifetime.pause(Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(Deadline.LifetimeOver.class, over -> assertThat(over.why())
                        .isEqualTo(ExitCode.DEADLINE));
    }

    @Test
    void only_the_first_reason_counts() {
        var lifetime = Deadline.lasting(Duration.ofMinutes(1));
        lifetime.end(ExitCode.TERMINATED);
        lifetime.end(ExitCode.DEADLINE);

        assertThat(lifetime.over()).contains(ExitCode.TERMINATED);
        assertThatThrownBy(lifetime::check).isInstanceOf(Deadline.LifetimeOver.class);
    }

    @Test
    void work_that_is_done_counts_even_when_the_lifetime_is_over() throws Exception {
        var lifetime = Deadline.lasting(Duration.ofMinutes(1));
        lifetime.end(ExitCode.TERMINATED);

        assertThat(lifetime.await(CompletableFuture.completedFuture("done"), Duration.ofSeconds(1)))
                .isEqualTo("done");
    }

    @Test
    void work_that_takes_too_long_is_told_apart_from_a_lifetime_that_is_over() {
        var lifetime = Deadline.lasting(Duration.ofMinutes(1));

        assertThatThrownBy(() -> lifetime.await(new CompletableFuture<>(), Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class);
        assertThatCode(lifetime::check).doesNotThrowAnyException();
    }

    @Test
    void a_shorter_one_ends_with_the_one_that_it_is_in_and_for_its_reason() {
        var lifetime = Deadline.lasting(Duration.ofMinutes(1));
        var shorter = lifetime.within(Duration.ofMinutes(1));
        assertThatCode(shorter::check).doesNotThrowAnyException();

        lifetime.end(ExitCode.TERMINATED);

        assertThat(shorter.over()).contains(ExitCode.TERMINATED);
    }

    @Test
    void a_shorter_one_that_is_over_does_not_end_the_one_that_it_is_in() {
        var lifetime = Deadline.lasting(Duration.ofMinutes(1));
        var shorter = lifetime.within(Duration.ofMillis(5));

        assertThatThrownBy(() -> shorter.pause(Duration.ofSeconds(30))).isInstanceOf(Deadline.LifetimeOver.class);

        assertThatCode(lifetime::check).doesNotThrowAnyException();
    }
}
