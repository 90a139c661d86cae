package coop.ccci.harness.socket.judge;

import java.util.Optional;

/** A judge of the names of images: which registries a run may have the engine ask. */
@FunctionalInterface
public interface ImageJudge {
    /**
     * Looks at a name.
     *
     * @param image as a request gives it, with its tag or its digest where it has one
     * @return a sentence that says why it may not be pulled; empty where it may
     */
    Optional<String> refusal(String image);
}
