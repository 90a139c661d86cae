package coop.ccci.harness.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
public final class Suggestion {
    private static final int MAX_DISTANCE = 2;

    private Suggestion() {}

    /** Returns the nearest of the words, at most {@value #MAX_DISTANCE} slips of the finger away. */
    public static Optional<String> of(String written, Collection<String> words) {
        var lower = lower(written);
        return words.stream()
                .filter(word -> distance(lower, lower(word)) <= Math.min(MAX_DISTANCE, word.length() / 2))
                .min(Comparator.comparingInt(word -> distance(lower, lower(word))));
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        var above = new int[other.length() + 1];
        for (var column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (var row = 1; row <= one.length(); row++) {
            var current = new int[other.length() + 1];
            current[0] = row;
            for (var column = 1; column <= other.length(); column++) {
                var change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(Math.min(current[column - 1], above[column]) + 1, above[column - 1] + change);
            }
            above = current;
        }
        return above[other.length()];
    }
}
