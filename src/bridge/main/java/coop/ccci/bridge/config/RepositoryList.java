package coop.ccci.bridge.config;

import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import coop.ccci.bridge.ledger.Repository;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories of the settings, which are read again while the bridge works: who enrols a recipe need not restart it. A list
 * that cannot be used is told to the operator, and the one before holds.
 */
public final class RepositoryList implements Supplier<Set<Repository>> {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryList.class);

    private final Supplier<Set<Repository>> settings;
    private final AtomicReference<Set<Repository>> repositories;
    private final AtomicReference<List<String>> problems = new AtomicReference<>(List.of());

    /**
     * Begins with what the settings have now.
     *
     * @param settings reads them, or throws {@link ConfigurationException}
     */
    RepositoryList(Set<Repository> first, Supplier<Set<Repository>> settings) {
        this.repositories = new AtomicReference<>(copy(first));
        this.settings = settings;
    }

    /** In the order in which they are written. */
    private static Set<Repository> copy(Set<Repository> written) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(written));
    }

    /** Returns a list that stays as it is. */
    public static RepositoryList of(Set<Repository> fixed) {
        return new RepositoryList(fixed, () -> fixed);
    }

    @Override
    public Set<Repository> get() {
        return repositories.get();
    }

    /** Reads the settings again. */
    public void readAgain() {
        try {
            var now = copy(settings.get());
            var before = repositories.getAndSet(now);
            problems.set(List.of());
            if (!now.equals(before)) {
                LOG.info("repositories changed added={} removed={}", names(now, before), names(before, now));
            }
        } catch (ConfigurationException e) {
            var told = e.sentences().stream()
                    .map(sentence ->
                            "the settings were read again and cannot be used, so the repositories stay as they were: "
                                    + sentence)
                    .toList();
            if (!told.equals(problems.getAndSet(told))) {
                told.forEach(LOG::warn);
            }
        }
    }

    private static Set<String> names(Set<Repository> some, Set<Repository> without) {
        return some.stream()
                .filter(repository -> !without.contains(repository))
                .map(Repository::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns why the settings could not be read again, one sentence each; empty when they could. */
    public List<String> problems() {
        return problems.get();
    }
}
