package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.ledger.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who was found to be no member a moment ago, so that somebody who comments without end costs one request for each comment. */
final class RecentStrangers {
    /** So long nobody is asked again whether somebody is a member. */
    static final Duration VALIDITY = Duration.ofMinutes(1);

    private static final int MAX_REMEMBERED = 1000;

    private final Clock clock;
    private final Map<Stranger, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Stranger, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    RecentStrangers(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean contains(Repository repository, Account account) {
        var end = until.get(Stranger.of(repository, account));
        return end != null && clock.instant().isBefore(end);
    }

    synchronized void add(Repository repository, Account account) {
        var stranger = Stranger.of(repository, account);
        until.remove(stranger);
        until.put(stranger, clock.instant().plus(VALIDITY));
    }

    private record Stranger(String forge, String organisation, Account account) {
        static Stranger of(Repository repository, Account account) {
            return new Stranger(repository.forge(), repository.owner(), account);
        }
    }
}
