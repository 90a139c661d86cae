package coop.ccci.bridge.trigger;

import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.forge.GiteaRepositories.ChangedRepositories;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.RecipeRef;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the routes {@code poll-repositories} and {@code look-at-repository}: a merge into the default branch, or a new
 * version, asks for a test of the recipe. What a repository has when it is looked at for the first time asks for nothing.
 */
public final class RepositoryPoll {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryPoll.class);
    private static final String CURSOR = "gitea-repositories";

    /** Looks overlap, because a change may show up in Gitea a little after the time that it carries. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    /** So many repositories are looked at for the first time with each poll. */
    private static final int MAX_NEW_AT_ONCE = 20;

    private final GiteaRepositories gitea;
    private final Ledger ledger;
    private final WatchedRepositories repositories;
    private final Sources sources;
    private final Clock clock;

    /** Polls those repositories. */
    public RepositoryPoll(
            GiteaRepositories gitea, Ledger ledger, WatchedRepositories repositories, Sources sources, Clock clock) {
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

    /** Asks which repositories changed since the last look; one request for all as long as little happens. */
    public ChangedRepositories search() {
        var since = ledger.cursors().find(CURSOR).orElseGet(clock::instant).minus(OVERLAP);
        return gitea.changedSince(since);
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
            ledger.cursors().move(CURSOR, changed.askedAt().orElseGet(clock::instant));
        });
    }

    /** Reads where the default branch and the newest version of a repository are. */
    public SeenRefs read(Repository repository) {
        var refs = new ArrayList<RecipeRef>();
        gitea.defaultBranch(repository).ifPresent(refs::add);
        gitea.newestVersions(repository).stream().findFirst().ifPresent(refs::add);
        return new SeenRefs(repository, refs);
    }

    /** Writes down what is new, with what that asks for, and ends the claim. */
    public void record(SeenRefs seen, Claim claim) {
        ledger.inTransaction(() -> {
            var before = ledger.recipes().refs().of(seen.repository());
            for (var ref : seen.refs()) {
                if (!before.contains(ref)) {
                    ledger.recipes().refs().record(seen.repository(), ref);
                    source(ref).filter(source -> !before.isEmpty()).ifPresent(source -> ask(seen, ref, source));
                }
            }
            ledger.recipes().refs().looked(claim);
        });
    }

    private void ask(SeenRefs seen, RecipeRef ref, Trigger.Source source) {
        var isNew = ledger.recipes()
                .triggers()
                .record(seen.repository(), source, ref.commit().value(), Optional.of(ref), clock.instant());
        LOG.info(
                "trigger seen repository={} source={} ref={} commit={} new={}",
                seen.repository(),
                source.code(),
                ref.name(),
                ref.commit(),
                isNew);
    }

    private Optional<Trigger.Source> source(RecipeRef ref) {
        return switch (ref.kind()) {
            case BRANCH -> Optional.of(Trigger.Source.PUSH).filter(source -> sources.merges());
            case TAG -> Optional.of(Trigger.Source.TAG).filter(source -> sources.versions());
        };
    }

    /**
     * What a look at a repository has shown.
     *
     * @param repository the repository
     * @param refs its default branch and its newest version, where it has them
     */
    public record SeenRefs(Repository repository, List<RecipeRef> refs) {
        /** Copies the list. */
        public SeenRefs {
            refs = List.copyOf(refs);
        }

        @Override
        public String toString() {
            return repository.toString();
        }
    }
}
