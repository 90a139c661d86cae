package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a recipe, which is also the name of its repository and of its folder under {@code recipe-tests/}.
 *
 * <p>It becomes part of paths, domains and command lines, so the pattern is strict: lower-case letters, digits and
 * hyphens, beginning with a letter or digit, at most 63 characters.
 *
 * @param value the name as written
 */
public record RecipeName(@JsonValue String value) implements Comparable<RecipeName> {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when the name is not of the allowed form
     */
    @JsonCreator
    public RecipeName {
        if (value == null || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + Excerpt.of(value)
                    + "\" is not a recipe name: use lower-case letters, digits and hyphens, at most 63, beginning with"
                    + " a letter or digit");
        }
    }

    @Override
    public int compareTo(RecipeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
