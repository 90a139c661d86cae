package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of {@code events.jsonl}: something that happened in a run, as it happened.
 *
 * @param at when
 * @param kind what kind of thing
 * @param stage the stage it belongs to, for example {@code deploy}; {@code run} for the run as a whole
 * @param status how the stage or the run ended; only on {@link Kind#FINISHED}: {@code pass}, {@code fail},
 *     {@code skip} for a stage, a verdict's word for the run
 * @param duration how long the stage or the run took; only on {@link Kind#FINISHED}
 * @param message one sentence for people, masked
 */
public record RunEvent(
        Instant at,
        Kind kind,
        String stage,
        Optional<String> status,
        Optional<Duration> duration,
        Optional<String> message) {

    /** The stage name of events about the run as a whole. */
    public static final String RUN = "run";

    /** Makes absent parts empty. */
    public RunEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(stage, "stage");
        status = status == null ? Optional.empty() : status;
        duration = duration == null ? Optional.empty() : duration;
        message = message == null ? Optional.empty() : message;
    }

    /** A stage, or the run, began. */
    public static RunEvent started(Instant at, String stage) {
        return new RunEvent(at, Kind.STARTED, stage, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A stage, or the run, ended. */
    public static RunEvent finished(
            Instant at, String stage, String status, Duration duration, Optional<String> message) {
        return new RunEvent(at, Kind.FINISHED, stage, Optional.of(status), Optional.of(duration), message);
    }

    /** Something worth telling in between. */
    public static RunEvent note(Instant at, String stage, String message) {
        return new RunEvent(at, Kind.NOTE, stage, Optional.empty(), Optional.empty(), Optional.of(message));
    }

    /** What an event tells. */
    public enum Kind {
        /** The stage began. */
        STARTED,

        /** The stage ended. */
        FINISHED,

        /** Something happened in it. */
        NOTE;

        /** The word in the file. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
