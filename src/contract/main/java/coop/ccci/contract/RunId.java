package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The key of a run: a positive integer that people read, and the name of its run directory.
 *
 * @param value at least 1
 */
public record RunId(@JsonValue long value) implements Comparable<RunId> {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    @JsonCreator
    public RunId {
        if (value < 1) {
            throw new IllegalArgumentException(value + " is not a run id: give a whole number from 1");
        }
    }

    /**
     * Reads a run id as it stands in an address, an argument or a folder name.
     *
     * @throws IllegalArgumentException when the text is not a whole number from 1
     */
    public static RunId parse(String text) {
        try {
            return new RunId(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + Excerpt.of(text) + "\" is not a run id: give a whole number from 1", e);
        }
    }

    @Override
    public int compareTo(RunId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
