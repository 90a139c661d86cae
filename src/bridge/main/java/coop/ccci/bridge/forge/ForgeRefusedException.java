package coop.ccci.bridge.forge;

import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;

/** Gitea answered that it will not do this; the same request will be refused again. */
public final class ForgeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ForgeRefusedException(RestRequest request, RestResponse answer) {
        super("Gitea answered " + answer.status() + " to " + request + answer.explanation());
        this.status = answer.status();
    }

    /** Returns the HTTP status, 300 to 499. */
    public int status() {
        return status;
    }
}
