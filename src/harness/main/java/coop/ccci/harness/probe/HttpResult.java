package coop.ccci.harness.probe;

import java.util.Optional;
import java.util.function.Function;

/** What came of fetching something of an app. */
public sealed interface HttpResult {
    /** Returns what the function for this case makes of it; there is one for every case. */
    <R> R match(Function<Received, R> received, Function<Failed, R> failed);

    /** More of a body than this is not read, in bytes. */
    int MAX_BYTES = 2 * 1024 * 1024;

    /**
     * An answer, whatever its status.
     *
     * @param code the HTTP status
     * @param type the content type as it was sent
     * @param location where a redirect leads, as it was sent
     * @param text the body, at most {@value #MAX_BYTES} bytes of it, read as the content type says, as UTF-8 where it
     *     does not
     */
    record Received(int code, Optional<String> type, Optional<String> location, String text) implements HttpResult {
        @Override
        public <R> R match(Function<Received, R> received, Function<Failed, R> failed) {
            return received.apply(this);
        }
    }

    /**
     * No answer.
     *
     * @param why what was seen instead; never {@link Answer.FromApp}
     */
    record Failed(Answer why) implements HttpResult {
        @Override
        public <R> R match(Function<Received, R> received, Function<Failed, R> failed) {
            return failed.apply(this);
        }
    }
}
