package coop.ccci.reconcile.bridge;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The passwords of the ledger's two accounts. Nobody but the services of this host uses them, so no operator makes or keeps
 * them: they are made up where the swarm has none, and the ledger takes what the swarm has whenever it starts.
 *
 * @param owner the name in the swarm of the bridge's password
 * @param reader that of the dashboard's, who may only read
 */
record LedgerSecrets(String owner, String reader) {
    private static final String OWNER = "cc-ci_ledger_owner_";
    private static final String READER = "cc-ci_ledger_reader_";
    private static final int BYTES = 32;
    private static final int SUFFIX_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns those that the swarm has; where it lacks one, a name ends at the prefix. */
    static LedgerSecrets of(List<String> present) {
        return new LedgerSecrets(find(present, OWNER), find(present, READER));
    }

    /** Returns a new name for the first that is missing. */
    Optional<String> missing() {
        if (owner.equals(OWNER)) {
            return Optional.of(OWNER + random(SUFFIX_BYTES));
        }
        return reader.equals(READER) ? Optional.of(READER + random(SUFFIX_BYTES)) : Optional.empty();
    }

    /** Returns a password that nobody guesses. */
    static String password() {
        return random(BYTES);
    }

    private static String find(List<String> present, String prefix) {
        return present.stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .findFirst()
                .orElse(prefix);
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
