package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentValueTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger reads = new AtomicInteger();
    private long now;

    private RecentValue<Integer> value(Duration age) {
        return new RecentValue<>(age, tasks::add, () -> now, reads::incrementAndGet);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void nobody_waits_while_it_is_read_anew() {
        var value = value(Duration.ofSeconds(1));
        assertThat(value.get()).isEqualTo(1);
        pass(Duration.ofMillis(1100));
        assertThat(value.get()).as("older than it should be, and at once").isEqualTo(1);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void what_nobody_asked_for_lately_is_not_shown() {
        var value = value(Duration.ofSeconds(1));
        assertThat(value.get()).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void without_an_age_it_is_read_each_time() {
        var value = value(Duration.ZERO);
        assertThat(value.get()).isEqualTo(1);
        assertThat(value.get()).isEqualTo(2);
    }
}
