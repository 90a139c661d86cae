package coop.ccci.host;

import java.time.Duration;
import java.util.Locale;

/** Formats lengths of time for people. */
public final class HumanTime {
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long MAX_MILLIS_WITH_TENTHS = 10_000;

    private HumanTime() {}

    /**
     * Returns a length of time with its two greatest units: {@code 0.4 s}, {@code 5 s}, {@code 12 s}, {@code 3 min},
     * {@code 3 min 5 s}, {@code 1 h 4 min}. Tenths are told below ten seconds, where there are any; what is negative
     * counts as nothing.
     */
    public static String format(Duration duration) {
        var millis = Math.max(0, duration.toMillis());
        if (millis < MAX_MILLIS_WITH_TENTHS && millis % 1000 != 0) {
            return seconds(duration);
        }
        var seconds = Math.round(millis / 1000.0);
        if (seconds < SECONDS_PER_MINUTE) {
            return seconds + " s";
        }
        return seconds < SECONDS_PER_HOUR
                ? both(seconds / SECONDS_PER_MINUTE, " min", seconds % SECONDS_PER_MINUTE, " s")
                : both(seconds / SECONDS_PER_HOUR, " h", seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE, " min");
    }

    /** Returns a length of time in seconds and tenths, whatever its size, to stand in a column: {@code 125.3 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
    }

    private static String both(long great, String greatUnit, long small, String smallUnit) {
        return great + greatUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
