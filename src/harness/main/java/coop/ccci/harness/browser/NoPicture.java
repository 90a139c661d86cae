package coop.ccci.harness.browser;

/** Thrown when a picture cannot be taken; it says why in one sentence. */
final class NoPicture extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoPicture(String reason) {
        super(reason);
    }

    NoPicture(String reason, Throwable cause) {
        super(reason, cause);
    }
}
