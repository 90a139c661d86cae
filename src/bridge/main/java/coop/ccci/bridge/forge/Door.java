package coop.ccci.bridge.forge;

/** The one way to Gitea. */
@FunctionalInterface
interface Door {
    /**
     * Sends a request and waits for the answer.
     *
     * @throws ForgeUnavailableException when there is none now: no connection, time-out, Gitea's own fault, too many requests
     */
    GiteaAnswer send(GiteaRequest request);
}
