package coop.ccci.contract;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How one tier of a run ended.
 *
 * @param tier which one
 * @param status how it ended
 * @param reason why it failed or was skipped, one sentence; absent when it passed
 * @param duration how long it took; zero for a skip
 * @param assertions what was asserted, in order
 */
public record TierResult(
        Tier tier, TierStatus status, Optional<String> reason, Duration duration, List<Assertion> assertions) {

    /**
     * Checks that a skip and a failure say why, and that a pass asserted something.
     *
     * @throws IllegalArgumentException when the parts contradict one another
     */
    public TierResult {
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(status, "status");
        reason = reason == null ? Optional.empty() : reason;
        duration = duration == null ? Duration.ZERO : duration;
        assertions = assertions == null ? List.of() : List.copyOf(assertions);
        if (status != TierStatus.PASS && reason.isEmpty()) {
            throw new IllegalArgumentException(
                    "the " + tier.code() + " tier ended as " + status.code() + " without a reason");
        }
        if (status == TierStatus.PASS && assertions.stream().noneMatch(Assertion::held)) {
            throw new IllegalArgumentException(
                    "the " + tier.code() + " tier cannot have passed: nothing was asserted in it");
        }
        if (status == TierStatus.PASS && !assertions.stream().allMatch(Assertion::held)) {
            throw new IllegalArgumentException(
                    "the " + tier.code() + " tier cannot have passed: an assertion in it did not hold");
        }
    }

    /**
     * One thing that was checked.
     *
     * @param name what should be true, in words
     * @param held whether it was
     * @param message what was seen instead; absent when it held
     * @param app which app of the run it is about; absent when it is about none
     */
    public record Assertion(String name, boolean held, Optional<String> message, Optional<TestedApp> app) {
        /** Makes absent parts empty. */
        public Assertion {
            Objects.requireNonNull(name, "name");
            message = message == null ? Optional.empty() : message;
            app = app == null ? Optional.empty() : app;
        }

        /** About no app yet, or about none at all. */
        public Assertion(String name, boolean held, Optional<String> message) {
            this(name, held, message, Optional.empty());
        }

        /** The same, about an app. */
        public Assertion about(TestedApp which) {
            return new Assertion(name, held, message, Optional.of(which));
        }
    }
}
