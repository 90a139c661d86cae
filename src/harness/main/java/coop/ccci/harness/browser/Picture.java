package coop.ccci.harness.browser;

import java.nio.file.Path;

/** What came of taking a picture. */
public sealed interface Picture {
    /**
     * It was taken.
     *
     * @param file the PNG, whole
     * @param bytes its size
     */
    record Taken(Path file, int bytes) implements Picture {}

    /**
     * There is none.
     *
     * @param reason why not, one sentence
     */
    record None(String reason) implements Picture {}
}
