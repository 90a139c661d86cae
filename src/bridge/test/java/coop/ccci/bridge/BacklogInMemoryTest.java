package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much waits in the ledger, and however often its routes are woken, memory holds no more than one look's rows. */
class BacklogInMemoryTest {
    private static final int DELIVERIES = 1000;

    /** What one look takes, and what the other routes do meanwhile. */
    private static final int MAX_IN_FLIGHT = 200 + 50;

    @TempDir
    private Path folder;

    @Test
    void deliveries_while_gitea_does_not_answer_wait_in_the_ledger_and_not_in_memory() {
        try (var fixture = BridgeFixture.in(folder)) {
            fixture.gitea()
                    .whenAsked("GET", "/issues/comments/")
                    .times(DELIVERIES)
                    .isSlow(Duration.ofSeconds(1));
            var bridge = fixture.start().bridge();
            var ledger = bridge.ledger();
            ledger.inTransaction(() -> {
                for (var id = 1; id <= DELIVERIES; id++) {
                    ledger.recordTrigger(
                            new Comment(Repository.parse("recipe-maintainers/custom-html"), 1, id),
                            Trigger.Channel.WEBHOOK);
                }
            });
            var inFlight = bridge.context().getInflightRepository();
            var most = 0;
            try (var waker = bridge.context().createProducerTemplate()) {
                for (var delivery = 0; delivery < DELIVERIES; delivery++) {
                    waker.sendBody("seda:find-triggers?waitForTaskToComplete=Never", "");
                    most = Math.max(most, inFlight.size());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            BridgeFixture.eventually()
                    .until(() -> fixture.gitea().requests().stream()
                                    .filter(request -> request.path().contains("/issues/comments/"))
                                    .count()
                            > 1);
            assertThat(Math.max(most, inFlight.size())).isLessThan(MAX_IN_FLIGHT);
            assertThat(ledger.operation().backlog().undecidedTriggers().count()).isGreaterThan(DELIVERIES - 100);
            fixture.gitea().healthy();
        }
    }
}
