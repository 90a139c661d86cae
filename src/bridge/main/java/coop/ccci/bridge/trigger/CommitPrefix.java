package coop.ccci.bridge.trigger;

import coop.ccci.contract.Commit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first digits of a commit's name, or all of them.
 *
 * @param digits 7 to 40 hexadecimal digits in lower case
 */
public record CommitPrefix(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{7,40}");

    /**
     * Checks the digits.
     *
     * @throws IllegalArgumentException when they are too few, too many, or others
     */
    public CommitPrefix {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("a commit is named by 7 to 40 hexadecimal digits");
        }
    }

    /** Reads one, in small or capital letters; empty when it is something else. */
    static Optional<CommitPrefix> parse(String word) {
        var digits = word.toLowerCase(Locale.ROOT);
        return FORM.matcher(digits).matches() ? Optional.of(new CommitPrefix(digits)) : Optional.empty();
    }

    /** Whether the commit begins so. */
    public boolean fits(Commit commit) {
        return commit.value().startsWith(digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
