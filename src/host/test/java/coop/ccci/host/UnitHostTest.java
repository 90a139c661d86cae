package coop.ccci.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs in place of {@code src/unit-host} that speak as it does; {@code SystemdIT} boots the real one. */
class UnitHostTest {
    private static final String RUNS_EACH_COMMAND =
            """
            echo booting
            while IFS= read -r command; do
                code=0
                sh -c "$command" </dev/null >"$1/output" 2>&1 || code=$?
                echo "$code $(stat -c %s "$1/output")"
                cat "$1/output"
            done
            echo ended >"$1/end"
            """;

    @TempDir
    private Path folder;

    @Test
    void each_command_is_answered_with_its_code_and_all_that_it_said() throws IOException {
        try (var host = start(RUNS_EACH_COMMAND)) {
            host.awaitBoot();

            assertThat(host.run("echo one; echo zwölf; exit 3")).isEqualTo(new UnitHost.Answer(3, "one\nzwölf"));
            assertThat(host.run("true")).isEqualTo(new UnitHost.Answer(0, ""));
            assertThat(host.ask("echo two")).isEqualTo("two");
        }
        assertThat(folder.resolve("end")).hasContent("ended");
    }

    @Test
    void a_command_that_must_succeed_and_does_not_is_told_with_what_it_said() throws IOException {
        try (var host = start(RUNS_EACH_COMMAND)) {
            host.awaitBoot();

            assertThatThrownBy(() -> host.ask("echo no; exit 4"))
                    .isInstanceOf(UnitHostException.class)
                    .hasMessage("\"echo no; exit 4\" ended on the host with 4: no");
        }
    }

    @Test
    void one_that_does_not_boot_is_told() throws IOException {
        try (var host = start("exit 3\n")) {
            assertThatThrownBy(host::awaitBoot)
                    .isInstanceOf(UnitHostException.class)
                    .hasMessage("the container does not boot; " + folder.resolve("console") + " may say why");
        }
    }

    @Test
    void one_that_ends_in_the_midst_of_a_command_is_told() throws IOException {
        try (var host = start("echo booting; read -r command; echo '0 0'; read -r command\n")) {
            host.awaitBoot();

            assertThatThrownBy(() -> host.run("systemctl poweroff"))
                    .isInstanceOf(UnitHostException.class)
                    .hasMessageContaining("the container is gone");
            host.awaitEnd();
        }
    }

    @Test
    void a_program_that_is_not_there_is_told() {
        assertThatThrownBy(() -> UnitHost.start(folder.resolve("nothing"), folder))
                .isInstanceOf(UnitHostException.class)
                .hasMessageStartingWith("cannot start " + folder.resolve("nothing"));
    }

    private UnitHost start(String script) throws IOException {
        var program = Files.writeString(folder.resolve("unit-host"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return UnitHost.start(program, folder);
    }
}
