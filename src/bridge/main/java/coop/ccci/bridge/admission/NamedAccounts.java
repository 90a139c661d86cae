package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.ledger.AccountNumbers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a forge that the settings name. Each name is looked up once, and from then on its number counts: whoever gets the
 * name of somebody else does not get what that one may do.
 */
public final class NamedAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(NamedAccounts.class);

    private final Gitea gitea;
    private final AccountNumbers numbers;
    private final Set<String> allowlist;
    private final Set<String> bots;

    /**
     * Knows these accounts, and forgets all others.
     *
     * @param allowlist login names in lower case of accounts that need not be members
     * @param bots login names in lower case of programs, which are never answered
     */
    public NamedAccounts(Gitea gitea, AccountNumbers numbers, Set<String> allowlist, Set<String> bots) {
        this.gitea = gitea;
        this.numbers = numbers;
        this.allowlist = Set.copyOf(allowlist);
        this.bots = Set.copyOf(bots);
        numbers.keepOnly(gitea.forge(), all());
    }

    private Set<String> all() {
        var all = new TreeSet<>(allowlist);
        all.addAll(bots);
        return all;
    }

    /** Looks up the names that were not found yet, and what cannot be asked now at the next time. */
    public void lookUp() {
        for (var login : all()) {
            if (numbers.find(gitea.forge(), login).isEmpty()) {
                lookUp(login);
            }
        }
    }

    private void lookUp(String login) {
        try {
            gitea.account(login).ifPresent(account -> {
                numbers.recordOnce(gitea.forge(), login, account.id());
                LOG.info("account {} has number={}", login, account.id());
            });
        } catch (ForgeUnavailableException | ForgeRefusedException e) {
            LOG.info("account not looked up {}: {}", login, e.getMessage());
        }
    }

    /**
     * Returns whether an account may ask without being a member.
     *
     * @param account as the forge has it now, name and number
     */
    boolean isAllowed(Account account) {
        return isAmong(allowlist, account);
    }

    /** Returns whether an account is a program's; one that only has the name of one is not answered, either. */
    boolean isBot(Account account) {
        return isAmong(bots, account) || bots.contains(name(account));
    }

    private boolean isAmong(Set<String> names, Account account) {
        var name = name(account);
        if (names.contains(name)) {
            var number = find(name).orElseGet(() -> numbers.recordOnce(gitea.forge(), name, account.id()));
            if (number != account.id()) {
                gitea.health().hasChangedHands(name, number, account.id());
            }
        }
        return names.stream().map(this::find).anyMatch(Optional.of(account.id())::equals);
    }

    private Optional<Long> find(String login) {
        return numbers.find(gitea.forge(), login);
    }

    private static String name(Account account) {
        return account.login().toLowerCase(Locale.ROOT);
    }
}
