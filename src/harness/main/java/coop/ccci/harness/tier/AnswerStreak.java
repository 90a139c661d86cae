package coop.ccci.harness.tier;

import java.time.Duration;

/**
 * Counts answers in a row: some apps answer once while they begin, and not again for a while. Each that is missing begins the
 * count anew.
 */
final class AnswerStreak {
    /** Answers at one moment would say no more than the first. */
    static final Duration APART = Duration.ofSeconds(1);

    private final int threshold;
    private int row;
    private int longest;

    /** @param threshold how many in a row it takes, from 1 */
    AnswerStreak(int threshold) {
        this.threshold = threshold;
    }

    /** The app was asked. */
    void add(boolean answered) {
        row = answered ? row + 1 : 0;
        longest = Math.max(longest, row);
    }

    /** Returns whether it has answered often enough in a row. */
    boolean isReached() {
        return row >= threshold;
    }

    /** Returns how long to wait before it is asked again, after it was asked last. */
    Duration pause(Duration afterNone) {
        return row > 0 ? APART : afterNone;
    }

    /** Returns one clause for people, to stand behind what is said of the answers; empty where one answer is enough. */
    String describe() {
        return threshold == 1
                ? ""
                : ", " + threshold + " times in a row (health.success_threshold); it came to " + longest;
    }
}
