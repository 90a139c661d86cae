package coop.ccci.harness.functional.child;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Thrown for a test whose browser this machine could not start, or lost. It says nothing about the recipe. The message is a
 * clause for people.
 */
final class BrowserFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrowserFault(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the one for which something was thrown; JUnit wraps what it throws itself. */
    static Optional<BrowserFault> in(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(BrowserFault.class::isInstance)
                .map(BrowserFault.class::cast)
                .findFirst();
    }
}
