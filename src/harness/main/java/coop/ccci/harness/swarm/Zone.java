package coop.ccci.harness.swarm;

import java.util.regex.Pattern;

/**
 * The DNS zone under which every run's app has its domain, for example {@code ci.example.org}.
 *
 * @param value lower-case labels divided by dots
 */
public record Zone(String value) {
    /** The longest stack name that {@code abra} does not cut short (observed on abra 0.13). */
    public static final int MAX_STACK_LENGTH = 45;

    /** A run's app puts 4 characters of the recipe, a hyphen, 6 digits and a dot before the zone. */
    public static final int MAX_LENGTH = MAX_STACK_LENGTH - 12;

    private static final Pattern ALLOWED =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*+");

    /**
     * Checks the form and the length.
     *
     * @throws IllegalArgumentException when it is not a zone or leaves no room for names
     */
    public Zone {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is not a DNS zone: give lower-case names divided by"
                    + " dots, for example ci.example.org");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the zone " + value + " is too long: it has " + value.length()
                    + " characters, and at most " + MAX_LENGTH + " leave room for a stack name of at most "
                    + MAX_STACK_LENGTH + "; choose a shorter zone");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
