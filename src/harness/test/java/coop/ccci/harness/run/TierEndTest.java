package coop.ccci.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.tier.TierOutcome.Skipped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a tier stands when two things were seen of it. */
class TierEndTest {
    private static final TierEnd PASSED = end(TierStatus.PASS, RungStatus.PASS, true);
    private static final TierEnd FAILED = end(TierStatus.FAIL, RungStatus.FAIL, false);
    private static final TierEnd LEFT_OUT = TierEnd.skipped(Tier.INSTALL, new Skipped("it was not selected", false));

    private static TierEnd end(TierStatus status, RungStatus rung, boolean held) {
        var reason = held ? Optional.<String>empty() : Optional.of("it is so");
        return new TierEnd(
                new TierResult(
                        Tier.INSTALL,
                        status,
                        reason,
                        Duration.ofSeconds(2),
                        List.of(new Assertion("it holds", held, reason))),
                rung);
    }

    @Test
    void a_failure_stays_one_whichever_came_first() {
        for (var both : List.of(PASSED.and(FAILED), FAILED.and(PASSED))) {
            assertThat(both.result().status()).isEqualTo(TierStatus.FAIL);
            assertThat(both.rung()).isEqualTo(RungStatus.FAIL);
            assertThat(both.result().reason()).contains("it is so");
            assertThat(both.result().assertions()).hasSize(2);
            assertThat(both.result().duration()).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void what_was_left_out_is_not_passed_by_a_last_look_that_holds() {
        for (var both : List.of(PASSED.and(LEFT_OUT), LEFT_OUT.and(PASSED))) {
            assertThat(both.result().status()).isEqualTo(TierStatus.SKIP);
            assertThat(both.rung()).isEqualTo(RungStatus.UNVER);
        }
    }

    @Test
    void what_passed_twice_has_passed() {
        assertThat(PASSED.and(PASSED).result().status()).isEqualTo(TierStatus.PASS);
    }
}
