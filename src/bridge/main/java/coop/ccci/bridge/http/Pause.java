package coop.ccci.bridge.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a system is left alone that said that it has enough requests: as long as it asks for, and without its word a second
 * at first and twice as long each time, and a random part of that more, so that several bridges do not come back at once.
 */
final class Pause {
    /** However long it asks for: it may have meant something else. */
    static final Duration MAX = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 8;
    private static final double JITTER = 0.25;

    private final Clock clock;
    private int inARow;
    private Instant until = Instant.EPOCH;

    Pause(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins one.
     *
     * @param retryAfter how many seconds the system asks for, as it wrote it; null when it did not
     */
    synchronized void begin(String retryAfter) {
        var base = retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.ofSeconds(1L << Math.min(inARow, MAX_DOUBLINGS));
        inARow++;
        var bounded = base.compareTo(MAX) > 0 ? MAX : base;
        var jitter = (long)
                (bounded.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble());
        until = clock.instant().plus(bounded).plusMillis(jitter);
    }

    /** Forgets how often in a row there was one, because the system has answered. */
    synchronized void end() {
        inARow = 0;
    }

    /** Returns how long there must be no request; empty when there may be one. */
    synchronized Optional<Duration> left() {
        var left = Duration.between(clock.instant(), until);
        return Optional.of(left).filter(time -> !time.isNegative() && !time.isZero());
    }
}
