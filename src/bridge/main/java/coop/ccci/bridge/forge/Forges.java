package coop.ccci.bridge.forge;

import coop.ccci.bridge.http.RestRequest;
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
}
