package coop.ccci.abra.recipe;

import java.util.Optional;
import java.util.regex.Pattern;

/** The message for a private repository: the words of abra's git library, which callers know. */
final class PrivateRepository {
    private static final Pattern PRIVATE = Pattern.compile("(?i)authentication is required|not authorized");

    private PrivateRepository() {}

    /** Returns that message if a failure means a private repository; otherwise empty. */
    static Optional<String> message(Exception failure) {
        return PRIVATE.matcher(String.valueOf(failure.getMessage())).find()
                ? Optional.of("authentication required: Unauthorized")
                : Optional.empty();
    }
}
