package coop.ccci.bridge.forge;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Settings;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The forges that are set: whoever has a row of the ledger asks the forge that the row's repository is on. */
public final class Forges {
    private final Map<String, Gitea> clients;

    /** Knows these, by their keys. */
    public Forges(Collection<Gitea> clients) {
        this.clients = clients.stream().collect(Collectors.toUnmodifiableMap(Gitea::forge, Function.identity()));
    }

    /** Returns what a transport must know of a configured Gitea: its requests go over the forge's own routes. */
    public static CamelTransport.Api api(Configuration.Forge forge) {
        return new CamelTransport.Api(
                forge.title(),
                "direct:" + forge.key() + "-request",
                forge.url(),
                forge.setting(Settings.Key.GITEA_URL),
                "/api/v1",
                "token " + forge.token().value(),
                "the minute's requests (" + forge.setting(Settings.Key.GITEA_REQUESTS_PER_MINUTE) + ")",
                forge.requestsPerMinute(),
                response -> false,
                ForgeUnavailableException.class,
                ForgeUnavailableException::new);
    }

    /** Returns the same forges, each over another transport. */
    public Forges over(Function<String, RestRequest.Transport> transports) {
        return new Forges(clients.values().stream()
                .map(client -> client.over(transports.apply(client.forge())))
                .toList());
    }

    /** Returns their keys. */
    public Set<String> keys() {
        return clients.keySet();
    }

    /**
     * Returns the forge that a repository is on.
     *
     * @throws ForgeUnavailableException when the settings name it no more
     */
    public Gitea of(Repository repository) {
        return of(repository.forge());
    }

    /**
     * Returns the forge with that key.
     *
     * @throws ForgeUnavailableException when the settings name it no more
     */
    public Gitea of(String forge) {
        var client = clients.get(forge);
        if (client == null) {
            throw new ForgeUnavailableException("the settings name no forge " + forge
                    + " any more: what the ledger has of it waits until FORGES names it again");
        }
        return client;
    }

    /** Returns from where a repository is cloned, whatever its forge calls it now. */
    public URI cloneAddress(Repository repository) {
        return of(repository).cloneAddress(repository);
    }

    /** Gitea answered that it will not do this; the same request will be refused again. */
    public static final class ForgeRefusedException extends RuntimeException {
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

    /** Gitea cannot be asked just now; trying again later may help. */
    public static final class ForgeUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Makes one with a sentence that says what happened. */
        public ForgeUnavailableException(String message) {
            super(message);
        }

        ForgeUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
