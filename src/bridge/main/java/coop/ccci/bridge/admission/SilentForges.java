package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.Forges;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which forges do not answer just now. As long as one does not, one of the comments that wait for it is tried each second, and not each of
 * thousands: each would be claimed, fail, be put off and logged, again and again, and take from deliveries what they need.
 */
final class SilentForges {
    static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Forges forges;
    private final Clock clock;
    private final Map<String, Instant> tries = new ConcurrentHashMap<>();

    /** Goes by the health of these forges. */
    SilentForges(Forges forges, Clock clock) {
        this.forges = forges;
        this.clock = clock;
    }

    /** Returns whether some forge may be asked now, so that something may come of looking for comments. */
    boolean isAnyToBeAsked() {
        return !forges.keys().stream().allMatch(this::isLeftAlone);
    }

    /**
     * Returns whether a comment is left for later because its forge is; where not, this one is the try.
     *
     * @param row the comment's row, with its {@code forge}
     */
    boolean isLeftForLater(Map<?, ?> row) {
        var forge = String.valueOf(row.get("forge"));
        if (isLeftAlone(forge)) {
            return true;
        }
        tries.put(forge, clock.instant());
        return false;
    }

    private boolean isLeftAlone(String forge) {
        var last = tries.get(forge);
        return last != null && isSilent(forge) && clock.instant().isBefore(last.plus(BETWEEN_TRIES));
    }

    /** One that the settings do not name any more is none: who works on its rows says so. */
    private boolean isSilent(String forge) {
        return forges.keys().contains(forge) && forges.of(forge).health().isSilent();
    }
}
