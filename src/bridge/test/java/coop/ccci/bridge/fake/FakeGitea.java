package coop.ccci.bridge.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * A forge in this process, listening on a free port of 127.0.0.1.
 *
 * <pre>{@code
 * try (var gitea = FakeGitea.start()) {
 *     gitea.organisation("recipe-maintainers").member("maya").member("cc-ci-bot");
 *     gitea.repository("recipe-maintainers/custom-html").pullRequest(1).comment("maya", "!testme");
 *     gitea.whenAsked("GET", "/timeline$").times(2).fails(502);
 * }
 * }</pre>
 */
public final class FakeGitea implements AutoCloseable {
    private final State state;
    private final Faults faults = new Faults();
    private final Webhooks webhooks = new Webhooks(this);
    private final Server server;
    private final Shapes shapes;
    private volatile String version = "1.26.0";

    private FakeGitea(Clock clock, int port) throws IOException {
        state = new State(clock);
        server = new Server(new Api(this)::answer, faults, port);
        shapes = new Shapes(server.url());
    }

    /** Starts an empty one that goes by the machine's clock. */
    public static FakeGitea start() {
        return start(Clock.systemUTC());
    }

    /** Starts an empty one that goes by the given clock. */
    public static FakeGitea start(Clock clock) {
        try {
            var gitea = new FakeGitea(clock, 0);
            gitea.server.start();
            return gitea;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, as it goes into {@code GITEA_URL}: without a path. */
    public URI url() {
        return server.url();
    }

    /** The account of that name; it is created when there is none. */
    public FakeAccount user(String login) {
        return state.locked(() -> state.account(login).orElseGet(() -> {
            var account = new FakeAccount(this, state.nextId(), login);
            state.accounts().add(account);
            return account;
        }));
    }

    /** The organisation of that name; it is created when there is none. */
    public FakeOrganisation organisation(String name) {
        return state.locked(() -> {
            var account = user(name);
            return state.organisations().computeIfAbsent(account.id(), id -> new FakeOrganisation(this, account));
        });
    }

    /** The repository {@code owner/name}; it is created, with its owner, when there is none. */
    public FakeRepository repository(String fullName) {
        var slash = fullName.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("\"" + fullName + "\" is not owner/name");
        }
        return state.locked(() -> state.repositories().stream()
                .filter(repository -> repository.fullName().equalsIgnoreCase(fullName))
                .findFirst()
                .orElseGet(() -> {
                    var owner = user(fullName.substring(0, slash));
                    var repository = new FakeRepository(this, state.nextId(), owner, fullName.substring(slash + 1));
                    state.repositories().add(repository);
                    return repository;
                }));
    }

    /** Sets up a webhook for every repository. */
    public FakeWebhook webhook(URI target, String secret) {
        return webhooks.add(target, secret);
    }

    /**
     * Waits until every webhook delivery was answered.
     *
     * @return the status of each answer since the start, oldest first; 0 for none
     */
    public List<Integer> deliveriesAnswered() {
        return webhooks.settled();
    }

    /** Sends a delivery now, again or for the first time; says the status of the answer, 0 for none. */
    public int deliver(FakeDelivery delivery) {
        return webhooks.send(delivery);
    }

    /**
     * Begins to order a fault.
     *
     * @param method in capitals, or {@code *} for any
     * @param pathPattern a regular expression that is looked for in the path
     */
    public Faults.FaultOrder whenAsked(String method, String pathPattern) {
        return faults.order(method, pathPattern);
    }

    /** Takes back every fault. */
    public FakeGitea healthy() {
        faults.clear();
        return this;
    }

    /** Stops listening, as when the machine is down; what is remembered stays. */
    public FakeGitea down() {
        server.stop();
        return this;
    }

    /** Listens again, on the same port. */
    public FakeGitea up() {
        server.start();
        return this;
    }

    /** Forgets every token, as when an administrator revokes them. */
    public FakeGitea revokesEveryToken() {
        state.forgetTokens();
        return this;
    }

    /** Says of itself that it is another version, for example {@code 11.0.3+gitea-1.22.0}. */
    public FakeGitea version(String other) {
        version = other;
        return this;
    }

    /** Goes by another clock. */
    public FakeGitea clock(Clock other) {
        state.useClock(other);
        return this;
    }

    /** What was asked since the start, oldest first. */
    public List<FakeRequest> requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.stop();
        webhooks.close();
    }

    String version() {
        return version;
    }

    State state() {
        return state;
    }

    Shapes shapes() {
        return shapes;
    }

    Webhooks webhooks() {
        return webhooks;
    }
}
