package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** The kernel lets nobody write into a program that runs, not even root. */
    @Test
    void who_may_only_read_the_file_may_ask() throws Exception {
        var file = Files.copy(Path.of("/bin/sleep"), folder.resolve("run.lock"), StandardCopyOption.COPY_ATTRIBUTES);
        var running = new ProcessBuilder(file.toString(), "60").start();
        try {
            assertThatThrownBy(() -> KernelLock.tryAcquire(file)).hasMessageContaining("Text file busy");
            assertThat(KernelLock.isHeld(file)).isFalse();
        } finally {
            running.destroyForcibly();
        }
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
        assertThat(holder.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(KernelLock.isHeld(file)).isFalse();
    }

    @Test
    void a_lock_file_that_is_replaced_between_opening_and_locking_is_not_taken_for_the_lock() throws Exception {
        var file = folder.resolve("app.lock");
        Files.createFile(file);
        var replacements = new AtomicInteger();

        try (var lock = KernelLock.tryAcquire(file, () -> {
                    if (replacements.getAndIncrement() < 3) {
                        replace(file);
                    }
                })
                .orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(replacements).hasValue(4);
            assertThat(KernelLock.tryAcquire(file))
                    .as("the lock on the file of that name")
                    .isEmpty();
        }
    }

    @Test
    void a_lock_file_that_is_replaced_by_one_that_another_process_holds_is_held() throws Exception {
        var file = folder.resolve("app.lock");
        Files.createFile(file);
        var held = folder.resolve("held.lock");
        var holder = holder(held);
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('h');

            assertThat(KernelLock.tryAcquire(file, () -> move(held, file))).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void a_lock_file_that_never_stops_being_replaced_is_an_error_and_no_endless_loop() throws Exception {
        var file = folder.resolve("app.lock");

        assertThatThrownBy(() -> KernelLock.tryAcquire(file, () -> replace(file)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("replaced 100 times");
    }

    /** As the lock's holder and another run would: the first removes the file, the second makes its own. */
    private static void replace(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
