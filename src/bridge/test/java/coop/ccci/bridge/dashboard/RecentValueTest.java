package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecentValueTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    private RecentValue<Integer> value(Duration age) {
        return value(age, reads::incrementAndGet);
    }

    private RecentValue<Integer> value(Duration age, Supplier<Integer> read) {
        return new RecentValue<>(age, Duration.ofMillis(1), tasks::add, now::get, read);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void nobody_waits_while_it_is_read_anew() {
        var value = value(SECOND);
        assertThat(value.get()).isEqualTo(1);
        pass(Duration.ofMillis(1100));
        assertThat(value.get()).as("older than it should be, and at once").isEqualTo(1);
        assertThat(value.get()).isEqualTo(1);
        assertThat(tasks).hasSize(1);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void what_nobody_asked_for_lately_is_not_shown() {
        var value = value(SECOND);
        assertThat(value.get()).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void who_finds_another_reading_it_takes_what_is_old_and_does_not_wait_for_him() throws Exception {
        var isReading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var value = value(SECOND, () -> {
            var number = reads.incrementAndGet();
            if (number == 2) {
                isReading.countDown();
                await(goOn);
            }
            return number;
        });
        assertThat(value.get()).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        var slow = CompletableFuture.supplyAsync(value::get);
        await(isReading);
        assertThat(value.get()).isEqualTo(1);
        goOn.countDown();
        assertThat(slow.get(5, TimeUnit.MINUTES)).isEqualTo(2);
        assertThat(value.get()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_reading_that_fails_is_made_again_by_the_next_one() {
        var value = value(SECOND, () -> {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return reads.get();
        });
        assertThatThrownBy(value::get).hasMessage("away");
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void without_an_age_it_is_read_each_time() {
        var value = value(Duration.ZERO);
        assertThat(value.get()).isEqualTo(1);
        assertThat(value.get()).isEqualTo(2);
    }
}
