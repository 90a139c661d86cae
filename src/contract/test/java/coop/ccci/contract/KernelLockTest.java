package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLockTest {
    @TempDir
    Path folder;

    @Test
    void a_lock_is_held_until_it_is_closed() {
        var file = folder.resolve("run.lock");
        try (var lock = KernelLock.tryAcquire(file).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(KernelLock.tryAcquire(file)).isEmpty();
        }
        assertThat(KernelLock.isHeld(file)).isFalse();
    }

    @Test
    void asking_about_a_lock_that_never_was_creates_nothing() {
        var file = folder.resolve("run.lock");
        assertThat(KernelLock.isHeld(file)).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void the_kernel_frees_the_lock_of_a_process_that_was_killed() throws Exception {
        var file = folder.resolve("run.lock");
        var holder = holder(file);
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('h');
            assertThat(KernelLock.isHeld(file)).isTrue();
            assertThat(KernelLock.tryAcquire(file)).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(KernelLock.isHeld(file)).isFalse();
    }

    private static Process holder(Path file) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A process of its own that holds the lock until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (var lock = KernelLock.tryAcquire(Path.of(args[0])).orElseThrow()) {
                System.out.print(lock == null ? "" : "h");
                System.out.flush();
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
            }
        }
    }
}
