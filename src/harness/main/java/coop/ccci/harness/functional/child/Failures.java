package coop.ccci.harness.functional.child;

import java.util.Arrays;
import java.util.List;

/** Describes in a sentence why a test failed, and where in its file. */
final class Failures {
    private Failures() {}

    /**
     * Makes the sentence.
     *
     * @param classes the names of the test classes: the first line of the trace in one of them is the place
     */
    static String message(Throwable thrown, List<String> classes) {
        var said = thrown.getMessage();
        var what = thrown instanceof AssertionError && said != null
                ? said
                : thrown.getClass().getSimpleName() + (said == null ? "" : ": " + said);
        var place = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> classes.stream()
                        .anyMatch(name -> frame.getClassName().equals(name)
                                || frame.getClassName().startsWith(name + "$")))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")");
        return what.strip() + place.orElse("");
    }
}
