package coop.ccci.bridge.trigger;

import coop.ccci.bridge.config.SweepSchedule;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sweep has the default branch of every enrolled recipe tested. The ledger remembers up to when sweeps were begun: one that
 * came due while the bridge was down begins when it is up again, and several that did are one.
 */
public final class RecipeSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RecipeSweep.class);
    private static final String CURSOR = "sweep";

    private final Ledger ledger;
    private final Optional<SweepSchedule> schedule;
    private final Supplier<Set<Repository>> repositories;
    private final Predicate<Repository> isEnrolled;
    private final Clock clock;

    /**
     * Sweeps over those repositories.
     *
     * @param schedule when; empty when only an operator does
     * @param isEnrolled whether a repository may be tested
     */
    public RecipeSweep(
            Ledger ledger,
            Optional<SweepSchedule> schedule,
            Supplier<Set<Repository>> repositories,
            Predicate<Repository> isEnrolled,
            Clock clock) {
        this.ledger = ledger;
        this.schedule = schedule;
        this.repositories = repositories;
        this.isEnrolled = isEnrolled;
        this.clock = clock;
    }

    /** Returns when the sweep that is due was to begin; nothing when none is. */
    public Instant due() {
        return schedule.map(times -> times.nextAfter(ledger.cursors().setOnce(CURSOR, clock.instant())))
                .filter(next -> !next.isAfter(clock.instant()))
                .orElse(null);
    }

    /**
     * Writes down what a sweep asks for, in one transaction. Each recipe has a time of its own, over the hours that the setting
     * gives; one that still waits for the sweep before does not wait twice.
     *
     * @param time when the sweep was to begin, which is what makes it one and the same
     */
    public void begin(Instant time) {
        var spread = schedule.map(SweepSchedule::spread).orElse(Duration.ZERO);
        var now = clock.instant();
        var count = ledger.inTransaction(() -> {
            var added = add(
                    Trigger.Source.SCHEDULE,
                    time,
                    place -> now.plus(spread.multipliedBy(place.index()).dividedBy(place.of())));
            ledger.cursors().move(CURSOR, now);
            return added;
        });
        LOG.info("sweep begun time={} recipes={}", time, count);
    }

    /** Has every enrolled recipe tested now, of which none is waiting already; returns how many that are. */
    public int beginNow() {
        var now = clock.instant();
        return ledger.inTransaction(() -> {
            ledger.queue().lockAdmission();
            return add(Trigger.Source.OPERATOR, now, place -> now);
        });
    }

    private int add(Trigger.Source source, Instant time, Function<Place, Instant> due) {
        var waiting = new HashSet<>(ledger.recipes().triggers().waiting());
        var recipes = repositories.get().stream()
                .filter(isEnrolled)
                .sorted(Comparator.comparing(Repository::toString))
                .toList();
        var key = time.truncatedTo(ChronoUnit.MILLIS).toString();
        var added = 0;
        for (var index = 0; index < recipes.size(); index++) {
            var recipe = recipes.get(index);
            var at = due.apply(new Place(index, recipes.size()));
            if (!waiting.contains(recipe)
                    && ledger.recipes().triggers().record(recipe, source, key, Optional.empty(), at)) {
                added++;
            }
        }
        return added;
    }

    private record Place(int index, int of) {}
}
