package coop.ccci.abra.recipe;

import java.util.Optional;
import java.util.regex.Pattern;

/** What abra says when a repository is private: the words of its git library, which callers know. */
final class Refusal {
    private static final Pattern PRIVATE = Pattern.compile("(?i)authentication is required|not authorized");

    private Refusal() {}

    /** Those words where a failure means that; empty where it means something else. */
    static Optional<String> told(Exception failure) {
        return PRIVATE.matcher(String.valueOf(failure.getMessage())).find()
                ? Optional.of("authentication required: Unauthorized")
                : Optional.empty();
    }
}
