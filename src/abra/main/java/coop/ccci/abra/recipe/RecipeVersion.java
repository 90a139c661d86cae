package coop.ccci.abra.recipe;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A release of a recipe: the tag {@code <recipe's semantic version>+<app's version>}, for example
 * {@code 1.2.0+1.27.2}. Versions are ordered by the left part and then by the right one, in which numbers count as
 * numbers.
 *
 * @param tag the whole tag
 */
public record RecipeVersion(String tag) implements Comparable<RecipeVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-[^+]+)?\\+(.+)");
    private static final Pattern RUN = Pattern.compile("\\d+|\\D+");

    /** Returns the version that a tag names; empty when it names none. */
    public static Optional<RecipeVersion> of(String tag) {
        return FORM.matcher(tag).matches() ? Optional.of(new RecipeVersion(tag)) : Optional.empty();
    }

    @Override
    public int compareTo(RecipeVersion other) {
        var mine = FORM.matcher(tag);
        var theirs = FORM.matcher(other.tag);
        if (!mine.matches() || !theirs.matches()) {
            return tag.compareTo(other.tag);
        }
        for (int part = 1; part <= 3; part++) {
            int order = new BigInteger(mine.group(part)).compareTo(new BigInteger(theirs.group(part)));
            if (order != 0) {
                return order;
            }
        }
        int candidates = Comparator.nullsLast(RecipeVersion::natural).compare(mine.group(4), theirs.group(4));
        return candidates != 0 ? candidates : natural(mine.group(5), theirs.group(5));
    }

    @Override
    public String toString() {
        return tag;
    }

    private static int natural(String one, String other) {
        var mine = RUN.matcher(one).results().map(MatchResult::group).toList();
        var theirs = RUN.matcher(other).results().map(MatchResult::group).toList();
        for (int at = 0; at < Math.min(mine.size(), theirs.size()); at++) {
            int order = run(mine.get(at), theirs.get(at));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.size(), theirs.size());
    }

    private static int run(String one, String other) {
        return Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0))
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }
}
