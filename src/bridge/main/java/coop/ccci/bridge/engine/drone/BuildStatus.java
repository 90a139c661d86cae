package coop.ccci.bridge.engine.drone;

import java.util.Arrays;
import java.util.Locale;

/** What Drone calls the state of a build. */
enum BuildStatus {
    /** Waits for a person to allow it. */
    BLOCKED,

    /** A person did not allow it. */
    DECLINED,

    /** Waits for others. */
    WAITING_ON_DEPENDENCIES,

    /** Waits for a runner. */
    PENDING,

    /** A runner has it. */
    RUNNING,

    /** Nothing was to be done. */
    SKIPPED,

    /** All its steps ended with 0. */
    SUCCESS,

    /** A step did not. */
    FAILURE,

    /** Somebody cancelled it, or its time was over. */
    KILLED,

    /** Drone could make nothing of its pipeline, or its runner could not. */
    ERROR;

    /** The status of that word; a word that Drone may get one day is a build that still waits. */
    static BuildStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(word))
                .findFirst()
                .orElse(PENDING);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOver() {
        return switch (this) {
            case DECLINED, SKIPPED, SUCCESS, FAILURE, KILLED, ERROR -> true;
            case BLOCKED, WAITING_ON_DEPENDENCIES, PENDING, RUNNING -> false;
        };
    }
}
