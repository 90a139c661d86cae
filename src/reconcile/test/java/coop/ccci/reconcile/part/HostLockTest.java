package coop.ccci.reconcile.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.host.Waiter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two who want to change the host at once. */
class HostLockTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private long clock;
    private Runnable meanwhile = () -> {};

    @Test
    void the_second_one_says_who_has_it_and_goes_on_when_it_is_free() {
        var first = lock().acquire("the timer, process 7");
        meanwhile = first::close;

        try (var second = lock().acquire("a person")) {
            assertThat(second).isNotNull();
        }

        assertThat(said).containsExactly("waiting for the timer, process 7, which has the lock of this host");
    }

    @Test
    void one_that_is_held_for_longer_than_any_part_takes_is_told() {
        try (var first = lock().acquire("the timer, process 7")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> lock().acquire("a person"))
                    .isInstanceOf(PartException.class)
                    .hasMessageContaining("after 14 minutes the timer, process 7 still has the lock of this host");
        }
    }

    private HostLock lock() {
        var waiter = new Waiter(
                () -> clock,
                time -> {
                    clock += time.toNanos();
                    meanwhile.run();
                },
                Duration.ofSeconds(1));
        return new HostLock(folder.resolve("locks"), waiter, said::add);
    }
}
