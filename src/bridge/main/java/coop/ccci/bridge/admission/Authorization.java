package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.forge.GiteaJson.Membership;
import coop.ccci.bridge.ledger.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may ask the bridge for a run: members of the organisation that has the repository, and whom the operator names. An
 * account is known by its number; its name alone gives nobody anything.
 */
final class Authorization {
    private final Forges forges;
    private final Map<String, NamedAccounts> accounts;
    private final RecentStrangers strangers;

    /**
     * Asks those forges.
     *
     * @param accounts the accounts that the settings name, by the keys of the forges
     * @param clock by which a stranger is remembered for a moment
     */
    Authorization(Forges forges, Map<String, NamedAccounts> accounts, Clock clock) {
        this.forges = forges;
        this.accounts = accounts;
        this.strangers = new RecentStrangers(clock);
    }

    /**
     * Returns whether the author of a comment may ask for anything. Who was no member a moment ago is not asked for again: a
     * stranger who goes on commenting costs little.
     *
     * @param author as the forge shows the comment
     * @return {@link Membership#UNKNOWABLE} when the bot cannot see the members, which nobody is admitted by
     */
    Membership of(Account author, Repository repository) {
        if (strangers.contains(repository, author)) {
            return Membership.STRANGER;
        }
        var membership = decide(
                author,
                forges.of(repository).account(author.login()),
                () -> accounts.get(repository.forge()).isAllowed(author),
                () -> inOrganisation(author, repository));
        if (membership == Membership.STRANGER) {
            strangers.add(repository, author);
        }
        return membership;
    }

    /**
     * Decides by what is known.
     *
     * @param ofItsName the account that has the author's name now: it may have changed hands since the comment was written
     * @param isAllowed whether the operator names the author; asked only of an account that still has its name
     * @param inOrganisation what the organisation is asked, of an account that the operator does not name
     */
    static Membership decide(
            Account author,
            Optional<Account> ofItsName,
            Supplier<Boolean> isAllowed,
            Supplier<Membership> inOrganisation) {
        if (!ofItsName.map(Account::id).equals(Optional.of(author.id()))) {
            return Membership.STRANGER;
        }
        return isAllowed.get() ? Membership.MEMBER : inOrganisation.get();
    }

    private Membership inOrganisation(Account author, Repository repository) {
        var gitea = forges.of(repository);
        var membership = gitea.membership(repository, author);
        if (membership == Membership.UNKNOWABLE) {
            gitea.health().cannotSeeMembers(repository.owner());
        } else {
            gitea.health().canSeeMembers(repository.owner());
        }
        return membership;
    }

    /** Who was found to be no member a moment ago, so that somebody who comments without end costs one request for each comment. */
    static final class RecentStrangers {
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
}
