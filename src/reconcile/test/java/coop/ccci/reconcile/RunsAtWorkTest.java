package coop.ccci.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.KernelLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs a switch would interrupt. */
class RunsAtWorkTest {
    @TempDir
    private Path runs;

    @Test
    void a_run_is_at_work_as_long_as_its_lock_is_held() throws Exception {
        var lock = run("3").resolve("run.lock");
        run("4");
        var holder = new ProcessBuilder(
                        "java", "-cp", System.getProperty("java.class.path"), Holder.class.getName(), lock.toString())
                .redirectErrorStream(true)
                .start();
        try (var said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("held");

            assertThat(RunsAtWork.in(runs)).containsExactly("3");
            assertThat(idle(hostJson("{\"version\":99,\"unheard-of\":1,\"bridge\":{\"runs\":\"" + runs + "\"}}")))
                    .as("whatever else an older or a newer version says in it")
                    .isEqualTo(1);
        } finally {
            holder.destroyForcibly();
        }
        holder.waitFor();
        assertThat(RunsAtWork.in(runs)).isEmpty();
        assertThat(idle(hostJson("{\"version\":99,\"bridge\":{\"runs\":\"" + runs + "\"}}")))
                .isZero();
    }

    @Test
    void the_first_switch_of_a_host_that_has_no_configuration_yet_interrupts_nothing() {
        assertThat(idle(runs.resolve("host.json"))).isZero();
    }

    @Test
    void a_configuration_that_cannot_be_read_says_nothing_about_runs() throws IOException {
        assertThat(idle(hostJson("{\"bridge\":"))).isEqualTo(2);
        assertThat(idle(hostJson("{\"bridge\":{\"runs\":\"runs\"}}"))).isEqualTo(2);
    }

    @Test
    void where_there_are_no_runs_none_is_at_work() {
        assertThat(RunsAtWork.in(runs.resolve("missing"))).isEmpty();
    }

    private Path hostJson(String text) throws IOException {
        return Files.writeString(runs.resolve("host.json"), text);
    }

    private static int idle(Path config) {
        return ReconcileMain.commandLine().execute("idle", "--config", config.toString());
    }

    private Path run(String id) throws IOException {
        var folder = Files.createDirectory(runs.resolve(id));
        Files.createFile(folder.resolve("run.lock"));
        return folder;
    }

    /** Another process: one's own locks are not seen by oneself. */
    static final class Holder {
        private Holder() {}

        public static void main(String... arguments) throws IOException {
            try (var lock = KernelLock.tryAcquire(Path.of(arguments[0])).orElseThrow()) {
                System.out.println(lock == null ? "" : "held");
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
