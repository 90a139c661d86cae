package coop.ccci.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
    @TempDir
    private Path runs;

    private ExitCode endsWith(boolean isCancelled) throws IOException {
        var deadline = Deadline.lasting(Duration.ofMinutes(5));
        try (var recorder = new Recorder(new RunDirectory(runs), Clock.systemUTC(), new Masker(), Progress.none())) {
            var stages = new StageRunner(recorder, deadline);
            assertThatThrownBy(() -> stages.run(
                            RunStage.FETCH,
                            () -> {
                                if (isCancelled) {
                                    deadline.end(ExitCode.TERMINATED);
                                }
                                throw new IllegalStateException("Lock on index not held");
                            },
                            String::valueOf))
                    .isInstanceOf(IllegalStateException.class);
            return stages.first().orElseThrow().exit();
        }
    }

    @Test
    void what_is_unexpected_after_a_run_was_told_to_end_comes_of_that() throws IOException {
        assertThat(endsWith(true)).isEqualTo(ExitCode.TERMINATED);
    }

    @Test
    void what_is_unexpected_in_a_run_that_goes_on_is_a_defect() throws IOException {
        assertThat(endsWith(false)).isEqualTo(ExitCode.ENVIRONMENT);
    }
}
