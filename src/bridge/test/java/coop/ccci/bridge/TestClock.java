package coop.ccci.bridge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when it is told to. */
public final class TestClock extends Clock {
    private final AtomicReference<Instant> now;

    /** A clock that stands at that time. */
    public TestClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /** Moves on. */
    public void forward(Duration by) {
        now.updateAndGet(at -> at.plus(by));
    }

    /** Moves back. */
    public void back(Duration by) {
        now.updateAndGet(at -> at.minus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
