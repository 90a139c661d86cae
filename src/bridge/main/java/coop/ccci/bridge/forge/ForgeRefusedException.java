package coop.ccci.bridge.forge;

/** Gitea answered that it will not do this; the same request will be refused again. */
public final class ForgeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ForgeRefusedException(GiteaRequest request, GiteaAnswer answer) {
        super("Gitea answered " + answer.status() + " to " + request + explained(answer));
        this.status = answer.status();
    }

    /** The HTTP status, 300 to 499. */
    public int status() {
        return status;
    }

    private static String explained(GiteaAnswer answer) {
        var message = answer.body().path("message").asText("").replaceAll("\\p{Cntrl}", " ");
        return message.isBlank() ? "" : ": " + message.substring(0, Math.min(200, message.length()));
    }
}
