package coop.ccci.harness.functional;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.functional.child.TestEvent;
import coop.ccci.harness.functional.child.TestEvent.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes assertions of the events that the process of a recipe's tests wrote: pure functions. Nothing but a test that
 * ran to its end counts as held: not one that was left out, gave up or was never reached, and not an empty folder.
 */
final class TestReport {
    static final String TO_THE_END = "the recipe's tests run to their end";

    private static final Set<Kind> OF_TESTS =
            EnumSet.of(Kind.PASSED, Kind.FAILED, Kind.SKIPPED, Kind.NOT_RUN, Kind.NO_BROWSER, Kind.ABORTED);

    private TestReport() {}

    /**
     * Makes one assertion of each test that ran or should have.
     *
     * @param events in order
     * @param where where the tests stand, for when there is none
     * @param ending how the process ended, one clause, for when it did not end as it should
     */
    static TestsOutcome of(List<TestEvent> events, String where, String ending) {
        var ended = events.stream().anyMatch(event -> event.kind() == Kind.END);
        if (ended && events.stream().noneMatch(event -> OF_TESTS.contains(event.kind()))) {
            return TestsOutcome.of(noTest(where));
        }
        var assertions = new ArrayList<Assertion>();
        Optional<TestEvent> running = Optional.empty();
        for (var event : events) {
            running = event.kind() == Kind.STARTED ? Optional.of(event) : Optional.empty();
            assertion(event).ifPresent(assertions::add);
        }
        if (!ended) {
            var middle = running.map(test -> " in the middle of \"" + test.test() + "\"")
                    .orElse("");
            assertions.add(failed(TO_THE_END, ending + middle));
        }
        return new TestsOutcome(assertions, told(events, Kind.NOT_RUN), told(events, Kind.NO_BROWSER));
    }

    private static List<String> told(List<TestEvent> events, Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .map(event -> event.test() + ": " + event.message())
                .toList();
    }

    /** Returns the failed assertion of a place without a test. */
    static Assertion noTest(String where) {
        return failed(where + " holds a test", none());
    }

    private static String none() {
        return "no test was found: a test is a method with @Test in a class whose file ends with Test.java";
    }

    private static Optional<Assertion> assertion(TestEvent event) {
        return switch (event.kind()) {
            case STARTED, NOT_RUN, NO_BROWSER, END -> Optional.empty();
            case PASSED -> Optional.of(new Assertion(event.test(), true, Optional.empty()));
            case FAILED -> Optional.of(failed(event.test(), event.message()));
            case SKIPPED ->
                Optional.of(failed(
                        event.test(),
                        "it was skipped, which proves nothing" + because(event) + "; let it run, or" + " remove it"));
            case ABORTED ->
                Optional.of(failed(
                        event.test(),
                        "it was aborted, which proves nothing" + because(event) + "; assert what it assumes"));
            case EMPTY -> Optional.of(failed(event.test() + " holds a test", "no test in it ran"));
        };
    }

    private static String because(TestEvent event) {
        return event.message().isBlank() ? "" : " (" + event.message() + ")";
    }

    private static Assertion failed(String name, String message) {
        return new Assertion(name, false, Optional.of(message));
    }
}
