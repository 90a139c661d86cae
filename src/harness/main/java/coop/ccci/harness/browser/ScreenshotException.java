package coop.ccci.harness.browser;

/** Thrown when a picture cannot be taken; it says why in one sentence. */
final class ScreenshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScreenshotException(String reason) {
        super(reason);
    }

    ScreenshotException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
