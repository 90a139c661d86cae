package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.ProcessesByMark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final Masker masker = new Masker();
    private final ProcessRunner programs = new ProcessRunner(masker, log::add);
    private final Deadline deadline = Deadline.lasting(Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private ProcessSpec shell(String script, Duration atMost) {
        return new ProcessSpec(
                List.of("/bin/sh", "-c", script), folder, Map.of("PATH", System.getenv("PATH")), atMost, true);
    }

    @Test
    void both_streams_are_drained_even_when_a_program_writes_more_than_a_pipe_holds() {
        var finished = programs.run(
                shell(
                        "head -c 300000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero | tr '\\0' y >&2; exit 7",
                        Duration.ofSeconds(30)),
                deadline);

        assertThat(finished.exit()).isEqualTo(7);
        assertThat(finished.output()).hasSize(300_000);
        assertThat(finished.errors()).hasSize(300_000);
    }

    @Test
    void what_is_written_to_the_log_is_masked_and_what_is_returned_is_not() {
        masker.add(List.of("correct-horse"));

        var finished = programs.run(shell("echo say correct-horse", Duration.ofSeconds(30)), deadline);

        assertThat(finished.output()).isEqualTo("say correct-horse\n");
        assertThat(log).contains("| say " + Masker.MASK);
        assertThat(String.join("\n", log)).doesNotContain("correct-horse");
    }

    @Test
    void a_program_that_takes_too_long_is_killed_with_its_children_even_when_it_ignores_term() {
        var finished = programs.run(
                shell("trap '' TERM; sleep 300 & echo $! > child; while :; do sleep 1; done", Duration.ofSeconds(2)),
                deadline);

        assertThat(finished.killed()).isTrue();
        assertThat(finished.well()).isFalse();
        await().atMost(Duration.ofMinutes(5)).until(() -> !alive("child"));
    }

    @Test
    void what_a_killed_program_said_last_is_kept_even_when_it_is_read_after_its_death() {
        var slow = new ProcessRunner(masker, line -> {
            if (line.equals("| first")) {
                await().atMost(Duration.ofMinutes(5)).until(() -> !alive("leader"));
            }
        });

        var finished = slow.run(
                shell(
                        "trap '' TERM; echo $$ > leader; echo first; head -c 30000 /dev/zero | tr '\\0' x;"
                                + " echo last; while :; do sleep 1; done",
                        Duration.ofSeconds(2)),
                deadline);

        assertThat(finished.killed()).isTrue();
        assertThat(finished.output()).startsWith("first\n").endsWith("last\n");
    }

    @Test
    void a_child_that_outlives_its_program_is_killed_with_the_group() {
        programs.run(shell("sleep 300 >/dev/null 2>&1 & echo $! > child", Duration.ofSeconds(30)), deadline);

        await().atMost(Duration.ofMinutes(5)).until(() -> !alive("child"));
    }

    @Test
    void the_end_of_the_lifetime_ends_the_program() {
        var ended = CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> folder.resolve("started").toFile().exists());
            deadline.end(ExitCode.TERMINATED);
        });

        assertThatThrownBy(() -> programs.run(shell("touch started; sleep 300", Duration.ofMinutes(5)), deadline))
                .isInstanceOfSatisfying(
                        CancelledException.class, over -> assertThat(over.why()).isEqualTo(ExitCode.TERMINATED));
        assertThat(ended).succeedsWithin(Duration.ofMinutes(5));
    }

    @Test
    void a_program_sees_only_the_environment_it_is_given() {
        var finished = programs.run(
                new ProcessSpec(
                        List.of("/usr/bin/env"),
                        folder,
                        Map.of("PATH", System.getenv("PATH"), "ONE", "1"),
                        Duration.ofSeconds(30),
                        true),
                deadline);

        assertThat(finished.output().lines()).containsExactlyInAnyOrder("ONE=1", "PATH=" + System.getenv("PATH"));
    }

    @Test
    void row_12_an_argument_is_never_seen_by_a_shell() {
        var finished = programs.run(
                new ProcessSpec(
                        List.of("/bin/echo", "$(touch hacked)", ";touch hacked", "`touch hacked`"),
                        folder,
                        Map.of("PATH", System.getenv("PATH")),
                        Duration.ofSeconds(30),
                        true),
                deadline);

        assertThat(finished.output()).isEqualTo("$(touch hacked) ;touch hacked `touch hacked`\n");
        assertThat(folder.resolve("hacked")).doesNotExist();
    }

    @Test
    void a_marked_process_is_killed_and_others_are_not() throws Exception {
        var marked = sleeper("CCCI_APP", "cust-abcdef.example.org");
        var other = sleeper("CCCI_APP", "cust-abcdef.example.org.longer");
        try {
            ProcessesByMark.kill("CCCI_APP", "cust-abcdef.example.org");

            assertThat(marked.waitFor()).isNotZero();
            assertThat(other.isAlive()).isTrue();
        } finally {
            marked.destroyForcibly();
            other.destroyForcibly();
        }
    }

    private static Process sleeper(String name, String value) throws Exception {
        var builder = new ProcessBuilder("/bin/sleep", "300");
        builder.environment().put(name, value);
        var process = builder.start();
        // the mark is there once the program has taken the place of the one that starts it
        await().atMost(Duration.ofMinutes(5))
                .until(() -> process.info().command().orElse("").contains("sleep"));
        return process;
    }

    private boolean alive(String file) {
        try {
            var pid = Long.parseLong(
                    java.nio.file.Files.readString(folder.resolve(file)).strip());
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
