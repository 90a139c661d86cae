package coop.ccci.bridge.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How connections to a ledger are made; all that differs between H2 and PostgreSQL is here and in {@link LedgerUrl}. */
final class LedgerConnections {
    /** So many of one bridge. */
    static final int MAX = 12;

    private static final int MAX_OF_READERS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerConnections.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private LedgerConnections() {}

    /**
     * Connects, and brings the ledger to the newest form. One that a newer version has brought to its form is refused.
     *
     * @throws LedgerUnavailableException when it cannot be done, with what to do about it
     */
    static HikariDataSource open(LedgerUrl place) {
        var pool = connect(place);
        try {
            // Flyway's default lets an older version work on tables that a newer one has changed.
            Flyway.configure()
                    .dataSource(pool)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
            LOG.info("ledger open url={}", place.withoutParameters());
            return pool;
        } catch (RuntimeException e) {
            pool.close();
            throw new LedgerUnavailableException(LedgerFault.describe(place, e), e);
        }
    }

    /**
     * Connects, and leaves all as it is.
     *
     * @throws LedgerUnavailableException when it cannot be done, with what to do about it
     */
    static HikariDataSource connect(LedgerUrl place) {
        return pool(place, "ledger", MAX);
    }

    private static HikariDataSource pool(LedgerUrl place, String name, int most) {
        try {
            return new HikariDataSource(settings(place, name, most));
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException(LedgerFault.describe(place, e), e);
        }
    }

    /**
     * Connects to a ledger that a bridge of this version, or of a newer one, has brought to its form; writes nothing.
     *
     * @throws LedgerUnavailableException when it cannot be done, with what to do about it
     */
    static HikariDataSource openToRead(LedgerUrl place) {
        if (place.belongsToOneProcess()) {
            throw new LedgerUnavailableException(
                    "the ledger " + place.withoutParameters() + " is a file that one process has alone: give bridge and"
                            + " dashboard a PostgreSQL server in CCCI_LEDGER_URL, or let one process do both"
                            + " (--role bridge,dashboard)",
                    null);
        }
        var pool = pool(place, "ledger", MAX_OF_READERS);
        try {
            var pending = Flyway.configure().dataSource(pool).load().info().pending().length;
            if (pending > 0) {
                throw new LedgerUnavailableException(
                        "the ledger " + place.withoutParameters() + " lacks " + pending + " steps to the form of this"
                                + " version: start the bridge of this version, which brings it there",
                        null);
            }
            return pool;
        } catch (LedgerUnavailableException e) {
            pool.close();
            throw e;
        } catch (RuntimeException e) {
            pool.close();
            throw new LedgerUnavailableException(LedgerFault.describe(place, e), e);
        }
    }

    /** Connects once, and lets go; a server that takes the connection and says nothing is given up, too. */
    static void tryOnce(LedgerUrl place) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", place.user());
        properties.setProperty("password", place.password());
        properties.setProperty("loginTimeout", String.valueOf(CONNECT.toSeconds()));
        DriverManager.getConnection(place.address(), properties).close();
    }

    /**
     * Returns the connections of pages, apart from the others: however many people read, the steps have theirs.
     *
     * @param others those
     */
    static HikariDataSource forReaders(LedgerUrl place, HikariDataSource others) {
        var config = settings(place, "ledger-readers", MAX_OF_READERS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(others.getExceptionOverride());
        var readers = new HikariDataSource(config);
        if (others.getExceptionOverride() instanceof ClosedByItself closed) {
            closed.pools.addAll(List.of(others, readers));
        }
        return readers;
    }

    private static HikariConfig settings(LedgerUrl place, String name, int most) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(place.address());
        config.setUsername(place.user());
        config.setPassword(place.password());
        config.setMaximumPoolSize(most);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(1);
        // What a lock is waited for must be seen once it is had, whatever a server's own default is.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (place.isH2()) {
            config.setExceptionOverride(new ClosedByItself());
        } else {
            config.setConnectionInitSql("set lock_timeout = '20s'");
        }
        return config;
    }

    /**
     * H2 closes a database whose file it cannot write, for want of room for one, and opens it anew only when nobody has a connection
     * to what it closed: as soon as one connection says so, all are given up.
     */
    private static final class ClosedByItself implements SQLExceptionOverride {
        private static final int DATABASE_IS_CLOSED = 90098;

        private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

        @java.lang.Override
        public Override adjudicate(SQLException problem) {
            if (problem.getErrorCode() != DATABASE_IS_CLOSED) {
                return Override.CONTINUE_EVICT;
            }
            pools.forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
            return Override.MUST_EVICT;
        }
    }
}
