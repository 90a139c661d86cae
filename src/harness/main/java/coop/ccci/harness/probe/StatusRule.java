package coop.ccci.harness.probe;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which statuses are the app's own answer.
 *
 * @param codes those that are declared; empty where nothing is declared: then every success (2xx) is, and every redirect
 *     to another host
 */
public record StatusRule(Set<Integer> codes) {
    /** What holds where nothing is declared. */
    public static final StatusRule DEFAULT = new StatusRule(Set.of());

    /** Copies what could change. */
    public StatusRule {
        codes = Set.copyOf(codes);
    }

    boolean isDefault() {
        return codes.isEmpty();
    }

    /** Returns whether a status that leads no further is the app's answer. */
    boolean accepts(int code) {
        return isDefault() ? code / 100 == 2 : codes.contains(code);
    }

    /** Returns whether a redirect to another host is the app's answer. */
    boolean acceptsAway(int code) {
        return isDefault() || codes.contains(code);
    }

    /** Returns what would have been an answer, for people, for example {@code 200 or 401}. */
    @Override
    public String toString() {
        return isDefault()
                ? "a success (2xx)"
                : codes.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
    }
}
