package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row whose step failed is due again after a delay that grows with each failure, by the bridge's clock. */
class RetryDelayTest {
    @TempDir
    private Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void a_run_that_cannot_be_watched_is_due_after_one_second_then_after_two() {
        fixture.requestRun(1);
        fixture.launchStep();
        fixture.engine().fails(new IllegalStateException("no answer"));
        assertThatThrownBy(fixture::watchStep).hasMessage("no answer");
        assertIsDueAfter(Duration.ofSeconds(1), fixture::watchStep);
        assertIsDueAfter(Duration.ofSeconds(2), fixture::watchStep);
    }

    @Test
    void a_run_is_never_put_off_for_longer_than_a_minute() {
        fixture.requestRun(1);
        fixture.launchStep();
        fixture.engine().fails(new IllegalStateException("no answer"));
        for (var count = 0; count < 60; count++) {
            assertThatThrownBy(fixture::watchStep).hasMessage("no answer");
            fixture.clock().forward(Duration.ofMinutes(1));
        }
        assertThatThrownBy(fixture::watchStep).hasMessage("no answer");
        assertIsDueAfter(Duration.ofMinutes(1), fixture::watchStep);
    }

    @Test
    void a_run_that_cannot_be_launched_is_due_after_one_second() {
        fixture.requestRun(1);
        fixture.engine().fails(new IllegalStateException("no answer"));
        assertThatThrownBy(fixture::launchStep).hasMessage("no answer");
        assertIsDueAfter(Duration.ofSeconds(1), fixture::launchStep);
    }

    @Test
    void a_comment_that_cannot_be_decided_is_due_after_one_second() {
        var comment = fixture.comment("maya", "!testme");
        fixture.gitea().down();
        assertThatThrownBy(() -> fixture.decide(comment)).isInstanceOf(ForgeUnavailableException.class);
        assertIsDueAfter(Duration.ofSeconds(1), fixture::admitStep);
        fixture.gitea().up();
        assertThat(fixture.decide(comment).state()).isEqualTo(Trigger.State.ADMITTED);
    }

    @Test
    void an_answer_that_cannot_be_sent_is_due_after_one_second_then_after_two() {
        fixture.decide(fixture.comment("nils", "!testme"));
        fixture.gitea().down();
        assertThatThrownBy(fixture::reportStep).isInstanceOf(ForgeUnavailableException.class);
        assertIsDueAfter(Duration.ofSeconds(1), fixture::reportStep);
        assertIsDueAfter(Duration.ofSeconds(2), fixture::reportStep);
    }

    /** The step fails every time, so that it throws shows that its row was due. */
    private void assertIsDueAfter(Duration delay, ThrowingCallable step) {
        fixture.clock().forward(delay.minusMillis(1));
        assertThatCode(step).doesNotThrowAnyException();
        fixture.clock().forward(Duration.ofMillis(1));
        assertThatThrownBy(step).isInstanceOf(RuntimeException.class);
    }
}
