package coop.ccci.sandbox.part.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.PullResponseItem;
import coop.ccci.sandbox.plan.RecordingReporter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PullProgressTest {
    private final RecordingReporter reporter = new RecordingReporter();
    private long now;
    private final PullProgress progress = new PullProgress("traefik:v3.6.12", reporter, () -> now);

    @Test
    void a_registry_that_does_not_answer_is_given_up_after_some_seconds() {
        pass(PullProgress.MAX_CONNECT);
        assertThat(progress.isStalled()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(progress.isStalled()).isTrue();
    }

    @Test
    void a_pull_goes_on_as_long_as_it_progresses() throws JsonProcessingException {
        for (var megabytes = 1; megabytes <= 45; megabytes++) {
            pass(PullProgress.MAX_SILENCE);
            assertThat(progress.isStalled()).isEqualTo(megabytes == 1);
            progress.onNext(downloading(megabytes * 1_000_000L));
        }
        assertThat(reporter.lines())
                .containsExactly(
                        "pulling the official image traefik:v3.6.12, 20 MB so far",
                        "pulling the official image traefik:v3.6.12, 40 MB so far");
        pass(PullProgress.MAX_SILENCE.plusMillis(1));
        assertThat(progress.isStalled()).isTrue();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static PullResponseItem downloading(long bytes) throws JsonProcessingException {
        return new ObjectMapper()
                .readValue(
                        "{\"id\": \"layer\", \"status\": \"Downloading\", \"progressDetail\": {\"current\": " + bytes
                                + ", \"total\": 50000000}}",
                        PullResponseItem.class);
    }
}
