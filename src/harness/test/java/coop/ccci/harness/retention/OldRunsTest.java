package coop.ccci.harness.retention;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.process.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRunsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path runs;

    @TempDir
    Path elsewhere;

    private final List<String> told = new ArrayList<>();

    private int clean(Deadline deadline) {
        var rule = new RetentionRule(Duration.ofDays(30), Long.MAX_VALUE);
        return new OldRuns(runs, new RunId(9), rule, Clock.fixed(NOW, ZoneOffset.UTC), told::add).clean(deadline);
    }

    private int clean() {
        return clean(Deadline.lasting(Duration.ofMinutes(5)));
    }

    private RunDirectory run(long id, int daysAgo) throws IOException {
        var directory = RunDirectory.of(runs, new RunId(id));
        Files.createDirectories(directory.abra().resolve("recipes/x"));
        Files.writeString(directory.abra().resolve("recipes/x/compose.yml"), "services: {}\n");
        for (var file : List.of(directory.lock(), directory.log(), directory.events())) {
            Files.writeString(file, "x");
            Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
        }
        return directory;
    }

    @Test
    void row_19_an_old_run_goes_whole_and_of_a_younger_one_what_it_worked_with() throws IOException {
        var old = run(1, 40);
        var younger = run(2, 3);
        var fresh = run(3, 0);

        assertThat(clean()).isEqualTo(2);

        assertThat(old.path()).doesNotExist();
        assertThat(younger.abra()).doesNotExist();
        assertThat(younger.log()).exists();
        assertThat(fresh.abra()).exists();
        assertThat(told).isEmpty();
    }

    @Test
    void a_run_that_lives_is_left_alone_however_old_it_looks() throws IOException {
        var living = run(1, 40);
        try (var lock = KernelLock.tryAcquire(living.lock()).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(clean()).isZero();
        }
        assertThat(living.abra()).exists();
        assertThat(clean()).isEqualTo(1);
    }

    @Test
    void row_13_no_link_is_followed_and_what_is_no_run_is_left_alone() throws IOException {
        Files.writeString(elsewhere.resolve("precious"), "x");
        var linked = run(1, 40);
        Files.createSymbolicLink(linked.abra().resolve("servers"), elsewhere);
        Files.createSymbolicLink(runs.resolve("7"), elsewhere);
        Files.createDirectories(runs.resolve("8"));
        Files.createDirectories(runs.resolve("notes"));
        run(9, 40);

        assertThat(clean()).isEqualTo(1);

        assertThat(elsewhere.resolve("precious")).exists();
        assertThat(runs.resolve("7")).exists();
        assertThat(runs.resolve("8")).exists();
        assertThat(runs.resolve("notes")).exists();
        assertThat(runs.resolve("9")).exists();
    }

    @Test
    void a_run_that_is_to_end_does_not_clean_up_after_others() throws IOException {
        var old = run(1, 40);
        var over = Deadline.lasting(Duration.ofMinutes(5));
        over.end(ExitCode.TERMINATED);

        assertThat(clean(over)).isZero();
        assertThat(old.path()).exists();
    }
}
