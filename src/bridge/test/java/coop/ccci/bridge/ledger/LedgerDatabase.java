package coop.ccci.bridge.ledger;

import java.nio.file.Path;
import java.util.UUID;

/** The databases that a ledger may be in, each of which the tests of the ledger are run on. */
public enum LedgerDatabase {
    H2 {
        @Override
        public LedgerUrl in(Path folder) {
            return new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger-" + UUID.randomUUID()));
        }
    },

    POSTGRESQL {
        @Override
        public LedgerUrl in(Path folder) {
            return new LedgerUrl(PostgresServer.shared().freshSchema());
        }
    };

    /** Returns the address of an empty database, which is kept in that folder where it is a file. */
    public abstract LedgerUrl in(Path folder);
}
