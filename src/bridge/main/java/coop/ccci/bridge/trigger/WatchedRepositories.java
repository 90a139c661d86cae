package coop.ccci.bridge.trigger;

import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaJson.ForgeRepository;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repositories.WatchedRepository;
import coop.ccci.bridge.ledger.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories of a forge that its setting names, followed by their numbers when they are renamed or transferred. The first step of
 * the route {@code poll-gitea} looks where each is, now and then, and at once when Gitea has had another name for one.
 */
public final class WatchedRepositories {
    /** So often it is seen whether a repository is still there, when nothing else shows it. */
    static final Duration BETWEEN_CHECKS = Duration.ofMinutes(10);

    private static final int MIN_AT_ONCE = 20;
    private static final int SHARES = 20;
    private static final Logger LOG = LoggerFactory.getLogger(WatchedRepositories.class);

    private final Gitea gitea;
    private final Ledger ledger;
    private final Supplier<Set<Repository>> repositories;
    private final Clock clock;
    private final Map<Repository, Instant> checked = new ConcurrentHashMap<>();

    /** Follows those repositories, which may become others. */
    public WatchedRepositories(Gitea gitea, Ledger ledger, Supplier<Set<Repository>> repositories, Clock clock) {
        this.gitea = gitea;
        this.ledger = ledger;
        this.repositories = repositories;
        this.clock = clock;
    }

    /** Looks where those are that were not looked for lately. What cannot be asked now is asked at the next poll. */
    public void check() {
        var isAnyMoved = gitea.hasRedirected();
        var names = all();
        checked.keySet().retainAll(names);
        gitea.health().watchesOnly(names);
        names.stream()
                .filter(name -> isAnyMoved || isDue(name))
                .limit(isAnyMoved ? names.size() : maxAtOnce(names.size()))
                .forEach(this::tryToCheck);
    }

    /** However many there are, the look for comments comes in between, and has requests left of the minute's. */
    private static int maxAtOnce(int all) {
        return Math.max(MIN_AT_ONCE, (all + SHARES - 1) / SHARES);
    }

    /** Returns the repositories, as the setting calls them. */
    Set<Repository> all() {
        return repositories.get();
    }

    private void tryToCheck(Repository name) {
        try {
            check(name);
            checked.put(name, clock.instant());
        } catch (ForgeUnavailableException | ForgeRefusedException e) {
            LOG.info("repository not looked for {}: {}", name, e.getMessage());
        }
    }

    private boolean isDue(Repository name) {
        var last = checked.get(name);
        return last == null || !clock.instant().isBefore(last.plus(BETWEEN_CHECKS));
    }

    private void check(Repository name) {
        var known = ledger.repositories().find(name);
        known.flatMap(watched -> gitea.repository(watched.id()))
                .or(() -> gitea.repository(name))
                .ifPresentOrElse(found -> record(name, found), () -> {
                    LOG.warn("repository not found {}", name);
                    gitea.health().isGone(name);
                });
    }

    private void record(Repository name, ForgeRepository found) {
        var now = new WatchedRepository(name, found.id(), found.name());
        if (!ledger.repositories().find(name).equals(Optional.of(now))) {
            ledger.inTransaction(() -> ledger.repositories().record(now));
            LOG.info("repository {} has number={} name={}", name, found.id(), found.name());
        }
        if (name.equals(found.name())) {
            gitea.health().isInPlace(name);
        } else {
            gitea.health().hasMoved(name, found.name());
        }
    }

    /** Returns the name in the setting of a repository as the forge has it; empty when it is not among those. */
    Optional<Repository> find(ForgeRepository seen) {
        var name = ledger.repositories().nameOf(seen.id(), seen.name()).filter(all()::contains);
        name.ifPresent(watched -> record(watched, seen));
        return name;
    }
}
