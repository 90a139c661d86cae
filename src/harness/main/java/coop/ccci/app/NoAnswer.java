package coop.ccci.app;

/** The app could not be asked at all: nothing answered, or a service has no running container. */
public final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was asked and what came instead. */
    public NoAnswer(String message) {
        super(message);
    }
}
