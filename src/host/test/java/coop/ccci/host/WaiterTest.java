package coop.ccci.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaiterTest {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final List<Duration> pauses = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1;
    private final Waiter waiter = new Waiter(
            () -> nanos,
            time -> {
                pauses.add(time);
                nanos += time.toNanos();
            },
            EVERY);

    @AfterEach
    void tearDown() {
        // an interrupt that a test sends itself must not reach the next one
        Thread.interrupted();
    }

    @Test
    void what_is_true_already_is_not_waited_for() {
        assertThat(waiter.until(Duration.ofSeconds(5), () -> true)).isTrue();
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_condition_is_asked_until_it_is_true() {
        var asked = new AtomicInteger();

        assertThat(waiter.until(Duration.ofSeconds(60), () -> asked.incrementAndGet() == 3))
                .isTrue();
        assertThat(pauses).containsExactly(EVERY, EVERY);
    }

    @Test
    void a_condition_is_asked_a_last_time_when_the_time_is_over() {
        var asked = new AtomicInteger();

        assertThat(waiter.until(Duration.ofSeconds(5), () -> asked.incrementAndGet() == 4))
                .isTrue();
        assertThat(pauses).containsExactly(EVERY, EVERY, Duration.ofSeconds(1));
    }

    @Test
    void a_time_limit_runs_out_on_the_waiter_s_clock_and_no_further() {
        var left = waiter.limit(Duration.ofSeconds(5));

        assertThat(left.get()).hasSeconds(5);
        waiter.until(Duration.ofSeconds(4), () -> false);
        assertThat(left.get()).hasSeconds(1);
        waiter.until(Duration.ofSeconds(4), () -> false);
        assertThat(left.get()).isZero();
    }

    @Test
    void a_condition_that_never_becomes_true_is_given_up_when_the_time_is_over() {
        assertThat(waiter.until(Duration.ofSeconds(5), () -> false)).isFalse();
        assertThat(pauses).containsExactly(EVERY, EVERY, Duration.ofSeconds(1));
    }

    @Test
    void without_any_time_there_is_one_look() {
        assertThat(waiter.until(Duration.ZERO, () -> true)).isTrue();
        assertThat(waiter.until(Duration.ZERO, () -> false)).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void what_was_seen_last_is_handed_over_good_enough_or_not() {
        var looks = new AtomicInteger();

        assertThat(waiter.poll(Duration.ofSeconds(60), looks::incrementAndGet, seen -> seen == 2))
                .isEqualTo(2);
        assertThat(waiter.poll(Duration.ofSeconds(1), looks::incrementAndGet, seen -> false))
                .isEqualTo(4);
    }

    @Test
    void what_a_pause_throws_ends_the_wait() {
        var impatient = new Waiter(
                () -> 0,
                time -> {
                    throw new IllegalStateException("enough");
                },
                EVERY);

        assertThatThrownBy(() -> impatient.until(EVERY, () -> false)).hasMessage("enough");
    }

    @Test
    void an_interrupt_ends_a_wait_that_sleeps_and_stays_set() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Waiter.sleeping(EVERY).until(EVERY, () -> false))
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted while waiting");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
