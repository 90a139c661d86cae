package coop.ccci.harness.git;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A recipe's version as a tag names it: {@code <recipe's own>+<app's>}, for example {@code 1.2.0+nginx1.27}, or one of
 * the older forms {@code v1.2.3}, {@code 1.2.3} and {@code v1.2.3+4}. Ordered by the recipe's own part, then by the
 * app's.
 *
 * @param tag the tag as it is written
 */
public record Version(String tag) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("[vV]?[0-9]+(\\.[0-9]+)++[^+]*(\\+.+)?");
    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9.+-]+");
    private static final Comparator<Version> ORDER = Comparator.comparing(Version::own, Version::compare)
            .thenComparing(Version::app, Version::compare)
            .thenComparing(Version::tag);

    /** Reads a tag; empty for one that is no version. */
    public static Optional<Version> parse(String tag) {
        return FORM.matcher(tag).matches() ? Optional.of(new Version(tag)) : Optional.empty();
    }

    /** The part before the {@code +}, then the one behind it; numbers count as numbers, a {@code v} in front is none. */
    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    /** Returns whether another tag names the same version: with and without {@code v} it is one. */
    boolean isSameAs(String other) {
        return withoutV(tag).equals(withoutV(other));
    }

    private static String withoutV(String tag) {
        return tag.startsWith("v") || tag.startsWith("V") ? tag.substring(1) : tag;
    }

    private List<String> own() {
        return pieces(withoutV(tag).split("\\+", 2)[0]);
    }

    private List<String> app() {
        var plus = tag.indexOf('+');
        return plus < 0 ? List.of() : pieces(tag.substring(plus + 1));
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }

    private static int compare(List<String> one, List<String> other) {
        for (var at = 0; at < Math.min(one.size(), other.size()); at++) {
            var compared = compare(one.get(at), other.get(at));
            if (compared != 0) {
                return compared;
            }
        }
        return compareLengths(one, other);
    }

    /** 1.0.0-rc1 comes before 1.0.0, and 1.0.0.1 after it. */
    private static int compareLengths(List<String> one, List<String> other) {
        if (one.size() == other.size()) {
            return 0;
        }
        var longer = one.size() > other.size() ? one : other;
        var next = longer.get(Math.min(one.size(), other.size()));
        var sign = isNumber(next) ? 1 : -1;
        return longer == one ? sign : -sign;
    }

    private static int compare(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String piece) {
        return Character.isDigit(piece.charAt(0));
    }

    @Override
    public String toString() {
        return tag;
    }
}
