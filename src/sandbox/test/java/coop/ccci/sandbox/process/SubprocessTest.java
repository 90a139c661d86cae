package coop.ccci.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SubprocessTest {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void its_output_and_errors_are_read_as_they_come() {
        var lines = new ArrayList<String>();
        var text = Subprocess.of("sh", "-c", "echo one; echo two >&2")
                .lines(lines::add)
                .run();
        assertThat(text).isEqualTo("one\ntwo");
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void a_failure_tells_code_and_last_lines_and_no_more_arguments_than_the_first() {
        assertThatThrownBy(() -> Subprocess.of("sh", "-c", "echo broken; exit 7", "password")
                        .run())
                .isInstanceOf(SandboxException.class)
                .hasMessage("sh -c ended with 7:\nbroken");
    }

    @Test
    void one_that_takes_too_long_is_killed_with_its_children() {
        assertThatThrownBy(() -> Subprocess.of("sh", "-c", "echo begun; sleep 1000")
                        .within(Duration.ofSeconds(2))
                        .run())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("it took longer than")
                .hasMessageContaining("begun");
    }

    @Test
    void what_one_that_took_too_long_said_last_is_told_even_when_it_is_read_after_its_death() {
        assertThatThrownBy(() -> Subprocess.of("sh", "-c", "echo pid $$; seq 6000; echo last; sleep 1000")
                        .within(Duration.ofSeconds(2))
                        .lines(line -> {
                            if (line.startsWith("pid ")) {
                                awaitEnd(line.substring(4));
                            }
                        })
                        .run())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("it took longer than")
                .hasMessageEndingWith("6000\nlast");
    }

    private static void awaitEnd(String pid) {
        assertThat(WAITER.until(
                        LIMIT, () -> ProcessHandle.of(Long.parseLong(pid)).isEmpty()))
                .isTrue();
    }

    @Test
    void one_that_is_not_there_is_told_by_name() {
        assertThatThrownBy(() -> Subprocess.of("/no/such/program").run())
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("cannot run program");
    }

    @Test
    void one_whose_parent_is_told_to_end_ends_with_all_that_it_started() throws IOException {
        var parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var output = parent.inputReader();
            var program = handle(output.readLine());
            var child = handle(output.readLine());

            parent.destroy();

            assertThat(WAITER.until(LIMIT, () -> !program.isAlive() && !child.isAlive()))
                    .isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static ProcessHandle handle(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** What a {@code ./cc-ci} is while it builds: it waits for a program, which waits for one of its own. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) {
            Subprocess.of("sh", "-c", "echo $$; sleep 1000 & echo $!; wait")
                    .lines(System.out::println)
                    .run();
        }
    }
}
