package coop.ccci.sandbox.part.program;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.sandbox.plan.RecordingReporter;
import org.junit.jupiter.api.Test;

class CompileProgressTest {
    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void packages_are_counted_and_reported_now_and_then_and_downloads_are_not() {
        var progress = new CompileProgress(40, reporter);
        progress.line("go: downloading github.com/a/b v1.2.3");
        progress.line("# github.com/mattn/go-sqlite3");
        for (var each = 1; each <= 4; each++) {
            progress.line("example.org/package" + each);
        }
        assertThat(reporter.lines())
                .containsExactly(
                        "building, 2 of 40 packages compiled; now example.org/package2",
                        "building, 4 of 40 packages compiled; now example.org/package4");
    }

    @Test
    void there_is_a_build_at_a_time_for_every_three_gigabytes_and_always_one() {
        assertThat(BuildSlots.count("MemTotal: 9 kB\nMemAvailable:    7900000 kB\n"))
                .isEqualTo(2);
        assertThat(BuildSlots.count("MemAvailable: 1200000 kB\n")).isEqualTo(1);
        assertThat(BuildSlots.count("")).isEqualTo(1);
    }
}
