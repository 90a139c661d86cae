package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudoTerminalTest {
    @TempDir
    Path folder;

    private ProcessResult run(String... arguments) {
        return new ProcessRunner(new Masker(), line -> {})
                .run(
                        new ProcessSpec(
                                PseudoTerminal.around(List.of(arguments)),
                                folder,
                                Map.of("PATH", System.getenv("PATH"), "TERM", "dumb"),
                                Duration.ofSeconds(30),
                                true),
                        Deadline.lasting(Duration.ofMinutes(5)));
    }

    @Test
    void a_program_finds_itself_at_a_wide_terminal_and_its_exit_code_is_given_on() {
        var finished = run("/bin/sh", "-c", "test -t 1 && stty size; echo error >&2; exit 7");

        assertThat(finished.exit()).isEqualTo(7);
        assertThat(PseudoTerminal.plain(finished.output()).lines())
                .anyMatch(line -> line.endsWith(" " + PseudoTerminal.COLUMNS))
                .contains("error");
    }

    @Test
    void row_12_the_shell_of_script_sees_no_argument_as_anything_but_itself() {
        var finished = run("/bin/echo", "it's $(touch hacked)", ";touch hacked", "`touch hacked`", "a  b");

        assertThat(PseudoTerminal.plain(finished.output()))
                .contains("it's $(touch hacked) ;touch hacked `touch hacked` a  b");
        assertThat(folder.resolve("hacked")).doesNotExist();
    }

    @Test
    void what_a_person_does_not_see_is_taken_away() {
        assertThat(PseudoTerminal.plain(
                        "\u001b[1;31mred\u001b[0m\r\n\u001b]8;;https://x\u0007link\u001b]8;;\u0007\t✅^D\b\b"))
                .isEqualTo("red\nlink\t✅");
    }
}
