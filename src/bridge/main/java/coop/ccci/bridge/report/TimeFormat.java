package coop.ccci.bridge.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as people say them. */
public final class TimeFormat {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TimeFormat() {}

    /** Returns {@code just now}, {@code 3 minutes ago}, {@code 2 days ago}, … */
    public static String ago(Instant then, Instant now) {
        var seconds = Duration.between(then, now).toSeconds();
        if (seconds < 5) {
            return "just now";
        }
        if (seconds < 60) {
            return count(seconds, "second") + " ago";
        }
        if (seconds < 3600) {
            return count(seconds / 60, "minute") + " ago";
        }
        if (seconds < 86_400) {
            return count(seconds / 3600, "hour") + " ago";
        }
        return count(seconds / 86_400, "day") + " ago";
    }

    /** Returns {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 1 h 4 min}. */
    public static String length(Duration duration) {
        var millis = Math.max(0, duration.toMillis());
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        var seconds = Math.round(millis / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** Returns {@code 22 November 2026, 10:00:21 UTC}. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
