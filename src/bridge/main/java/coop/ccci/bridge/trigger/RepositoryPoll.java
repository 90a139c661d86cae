package coop.ccci.bridge.trigger;

import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.forge.GiteaRepositories.ChangedRepositories;
import coop.ccci.bridge.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;

/**
 * The steps of the routes {@code poll-repositories} and alike, each for one forge: which repositories are to be looked at, because
 * something changed there, or because they never were.
 */
public final class RepositoryPoll {
    private static final String CURSOR = "-repositories";

    /** Looks overlap, because a change may show up in Gitea a little after the time that it carries. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    /** So many repositories are looked at for the first time with each poll. */
    private static final int MAX_NEW_AT_ONCE = 20;

    private final Gitea gitea;
    private final Ledger ledger;
    private final WatchedRepositories repositories;
    private final Sources sources;
    private final Clock clock;

    /** Polls those repositories. */
    public RepositoryPoll(Gitea gitea, Ledger ledger, WatchedRepositories repositories, Sources sources, Clock clock) {
        this.gitea = gitea;
        this.ledger = ledger;
        this.repositories = repositories;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * What asks for tests besides comments and sweeps.
     *
     * @param merges whether a new commit on the default branch does
     * @param versions whether a new version does
     */
    public record Sources(boolean merges, boolean versions) {}

    /** Returns whether anything asks for tests that a look could find. */
    public boolean isWatching() {
        return sources.merges() || sources.versions();
    }

    private String cursor() {
        return gitea.forge() + CURSOR;
    }

    /** Asks which repositories changed since the last look; one request for all as long as little happens. */
    public ChangedRepositories search() {
        var since = ledger.cursors().find(cursor()).orElseGet(clock::instant).minus(OVERLAP);
        return new GiteaRepositories(gitea).changedSince(since);
    }

    /** Has those looked at that changed, and some of those that never were, and remembers that, in one transaction. */
    public void mark(ChangedRepositories changed) {
        var found = changed.repositories().stream()
                .flatMap(seen -> repositories.find(seen).stream())
                .distinct()
                .toList();
        ledger.inTransaction(() -> {
            var refs = ledger.recipes().refs();
            var known = refs.known();
            found.forEach(refs::lookAt);
            repositories.all().stream()
                    .filter(repository -> !known.contains(repository) && !found.contains(repository))
                    .limit(MAX_NEW_AT_ONCE)
                    .forEach(refs::lookAt);
            ledger.cursors().move(cursor(), changed.askedAt().orElseGet(clock::instant));
        });
    }
}
