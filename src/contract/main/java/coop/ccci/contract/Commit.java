package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A git commit by its full object name: 40 lower-case hexadecimal digits. A branch or a prefix is never a commit,
 * because it may name another one by the time it is used.
 *
 * @param value the 40 digits
 */
public record Commit(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[0-9a-f]{40}");

    /**
     * Checks the object name.
     *
     * @throws IllegalArgumentException when the text is not 40 lower-case hexadecimal digits
     */
    @JsonCreator
    public Commit {
        if (value == null || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + Excerpt.of(value)
                    + "\" is not a commit: give the full object name, 40 lower-case hexadecimal digits");
        }
    }

    /** The first eight digits, the length that people and {@code abra} read. */
    public String abbreviated() {
        return value.substring(0, 8);
    }

    @Override
    public String toString() {
        return value;
    }
}
