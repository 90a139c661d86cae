package coop.ccci.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailingLinesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL:  password authentication failed for user \"app\"",
                "2026-11-27 00:10:02 ERROR [main] c.e.App: it does not start",
                "java.lang.IllegalStateException: no database",
                "ModuleNotFoundError: No module named 'flask'",
                "Traceback (most recent call last):",
                "nginx: [emerg] host not found in upstream \"db\"",
                "cannot open shared object file: No such file or directory",
                "panic: runtime error: index out of range",
                "level=error msg=\"dial tcp 10.0.0.2:5432: connect: connection refused\"",
                "10.0.0.2 - - [27/Nov/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 502 157",
                "3 of 4 checks passed, 1 failed",
                "Segmentation fault (core dumped)",
                "npm ERR! missing script: start, error 1"
            })
    void a_line_that_speaks_of_a_failure_is_found(String line) {
        assertThat(FailingLines.contains(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "listening on port 8080",
                "LOG:  database system is ready to accept connections",
                "level=info msg=\"error handler registered\"",
                "2026-11-27T00:10:02Z INFO failed-login counter reset, error budget 100 %",
                "[INFO] errors are sent to stderr",
                "finished with 0 errors",
                "checked 12 files, no errors",
                "2026-11-27 01:32:24.581 UTC [25] LOG:  aborting any active transactions",
                "migrated in 12 ms, failed=0",
                "{\"level\":\"info\",\"err\":null,\"error\":null}",
                "10.0.0.2 - - [27/Nov/2026:00:00:00 +0000] \"GET /500 HTTP/1.1\" 200 157",
                "loaded error-pages.conf",
                "terrors and failsafe are words too"
            })
    void a_line_that_only_has_such_a_word_in_it_is_not(String line) {
        assertThat(FailingLines.contains(line)).isFalse();
    }

    @Test
    void of_many_the_last_are_shown_and_a_line_without_end_costs_nothing() {
        assertThat(FailingLines.last(List.of("error 1", "fine", "error 2", "error 3"), 2))
                .containsExactly("error 2", "error 3");
        assertThat(FailingLines.contains("x ".repeat(1_000_000) + "error")).isFalse();
    }
}
