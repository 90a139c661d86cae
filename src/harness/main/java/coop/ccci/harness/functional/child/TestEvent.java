package coop.ccci.harness.functional.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * One thing that happened while a recipe's tests ran: a line of the file in which their process reports.
 *
 * @param kind what happened
 * @param test the test's name for people, from the class down; a class's name for {@link Kind#EMPTY}, nothing for
 *     {@link Kind#END}
 * @param message what went wrong or why it did not run; nothing otherwise
 */
public record TestEvent(Kind kind, String test, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What can happen. */
    public enum Kind {
        /** A test begins. */
        STARTED,

        /** A test ran to its end and nothing it asserted was wrong. */
        PASSED,

        /** A test, or what comes before or after the tests of a class, failed. */
        FAILED,

        /** A test or a whole class was left out. */
        SKIPPED,

        /** A test or a whole class did not run, because an app that the one under test depends on is not there. */
        NOT_RUN,

        /** A test did not run, or not to its end, because this machine could not give it a browser. */
        NO_BROWSER,

        /** A test gave up because an assumption of it did not hold. */
        ABORTED,

        /** A class of which not one test ran. */
        EMPTY,

        /** All tests that were found have been told of. */
        END
    }

    /** One line, without the line's end. */
    public String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the event of a line; empty when the line is not one, for example because its writer was killed. */
    public static Optional<TestEvent> of(String line) {
        try {
            return Optional.ofNullable(JSON.readValue(line, TestEvent.class))
                    .filter(event -> event.kind() != null && event.test() != null && event.message() != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
