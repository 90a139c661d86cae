package coop.ccci.bridge.trigger;

import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.RecipeRefs.RecipeRef;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code look-at-repository}: a merge into the default branch, or a new version, asks for a test of the
 * recipe. What a repository has when it is looked at for the first time asks for nothing.
 */
public final class RepositoryLook {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryLook.class);

    private final Forges forges;
    private final Ledger ledger;
    private final RepositoryPoll.Sources sources;
    private final Clock clock;

    /** Looks at repositories of those forges. */
    public RepositoryLook(Forges forges, Ledger ledger, RepositoryPoll.Sources sources, Clock clock) {
        this.forges = forges;
        this.ledger = ledger;
        this.sources = sources;
        this.clock = clock;
    }

    /** Reads where the default branch and the newest version of a repository are. */
    public SeenRefs read(Repository repository) {
        var gitea = new GiteaRepositories(forges.of(repository));
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
