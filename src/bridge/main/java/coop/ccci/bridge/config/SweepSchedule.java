package coop.ccci.bridge.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.scheduling.support.CronExpression;

/** When all recipes are tested. */
public final class SweepSchedule {
    private static final String FORM =
            "give five fields as cron has them, in UTC: minute, hour, day of the month, month,"
                    + " day of the week; for example \"30 2 * * *\" for half past two every night, or @weekly";
    private static final int FIELDS = 5;

    private final CronExpression times;
    private final Duration spread;

    private SweepSchedule(CronExpression times, Duration spread) {
        this.times = times;
        this.spread = spread;
    }

    /**
     * Reads a cron expression of five fields, or one of {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}.
     *
     * @param spread over how long its tests are spread
     * @throws IllegalArgumentException when it is none, or its time never comes, with what is allowed
     */
    public static SweepSchedule parse(String written, Duration spread) {
        var isMacro = written.startsWith("@");
        if (!isMacro && written.split("\\s+").length != FIELDS) {
            throw new IllegalArgumentException(FORM);
        }
        var times = times(isMacro ? written : "0 " + written);
        if (times.next(Instant.EPOCH.atOffset(ZoneOffset.UTC)) == null) {
            throw new IllegalArgumentException("this time never comes: " + FORM);
        }
        return new SweepSchedule(times, spread);
    }

    private static CronExpression times(String expression) {
        try {
            return CronExpression.parse(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; " + FORM, e);
        }
    }

    /** Returns the first of its times that is later. */
    public Instant nextAfter(Instant time) {
        return times.next(time.atOffset(ZoneOffset.UTC)).toInstant();
    }

    /** Returns over how long the tests of one sweep are spread. */
    public Duration spread() {
        return spread;
    }
}
