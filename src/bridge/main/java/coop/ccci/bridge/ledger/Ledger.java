package coop.ccci.bridge.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger: one database, opened and brought to the newest form when the bridge starts. What a method wrote is
 * committed, and in the database's file, before the method returns; inside {@link #inTransaction} all is committed together.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int CONNECTIONS = 12;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HikariDataSource pool;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final Claims claims;
    private final Triggers triggers;
    private final Runs runs;
    private final RunQueue queue;
    private final Reports reports;
    private final PullRequestComments pullRequestComments;
    private final Cursors cursors;
    private final Repositories repositories;
    private final AccountNumbers accountNumbers;
    private final UnreadPullRequests unread;

    private Ledger(HikariDataSource pool, String forge, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
        var sql = JdbcClient.create(pool);
        this.claims = new Claims(sql, transactions, clock);
        this.triggers = new Triggers(sql, forge, clock);
        this.runs = new Runs(sql);
        this.queue = new RunQueue(sql, transactions, clock);
        this.reports = new Reports(sql, clock);
        this.pullRequestComments = new PullRequestComments(sql, claims, forge, clock);
        this.cursors = new Cursors(sql, clock);
        this.repositories = new Repositories(sql, forge);
        this.accountNumbers = new AccountNumbers(sql, forge);
        this.unread = new UnreadPullRequests(sql, transactions, forge, clock);
    }

    /**
     * Opens the ledger and migrates it.
     *
     * @param place where it is
     * @param forge the forge whose comments it keeps: host and port of its address
     * @throws LedgerUnavailableException when it cannot be opened, with what to do about it
     */
    public static Ledger open(LedgerUrl place, String forge, Clock clock) {
        var config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(place.address());
        config.setUsername(place.user());
        config.setPassword(place.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(1);
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            Flyway.configure().dataSource(pool).load().migrate();
            LOG.info("ledger open url={}", place.withoutParameters());
            var ledger = new Ledger(pool, forge, clock);
            if (place.belongsToOneProcess()) {
                ledger.claims.endAll();
            }
            return ledger;
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new LedgerUnavailableException(why(place, e), e);
        }
    }

    private static String why(LedgerUrl place, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == LedgerUrl.H2_IN_USE) {
                return "the ledger " + place.withoutParameters()
                        + " is in use by another bridge: stop that one first, or give this"
                        + " one its own CCCI_LEDGER_URL (several bridges can share one only on a PostgreSQL server)";
            }
        }
        if (e instanceof FlywayException) {
            return "the ledger " + place.withoutParameters() + " cannot be brought to the form of this version: "
                    + e.getMessage();
        }
        var last = e.getCause() == null ? e : e.getCause();
        return "the ledger " + place.withoutParameters() + " cannot be opened; check CCCI_LEDGER_URL and its rights: "
                + last.getMessage();
    }

    /**
     * Writes down a comment that asks for something, once ever; it is committed when this returns.
     *
     * @return whether it is new; a comment that is there already is left as it is, which is not an error
     */
    public boolean recordTrigger(Comment comment, Trigger.Channel channel) {
        return triggers.record(comment, channel);
    }

    /** Returns who works on which row. */
    public Claims claims() {
        return claims;
    }

    /** Returns the triggers. */
    public Triggers triggers() {
        return triggers;
    }

    /** Returns the runs, to read. */
    public Runs runs() {
        return runs;
    }

    /** Returns the runs, to move on. */
    public RunQueue queue() {
        return queue;
    }

    /** Returns what is shown in answer to single comments. */
    public Reports reports() {
        return reports;
    }

    /** Returns the one comment of each pull request. */
    public PullRequestComments pullRequestComments() {
        return pullRequestComments;
    }

    /** Returns the watched repositories. */
    public Repositories repositories() {
        return repositories;
    }

    /** Returns the numbers of the accounts that settings name. */
    public AccountNumbers accountNumbers() {
        return accountNumbers;
    }

    /** Returns the pull requests that could not be read. */
    public UnreadPullRequests unread() {
        return unread;
    }

    /** Returns how far things have been read. */
    public Cursors cursors() {
        return cursors;
    }

    /**
     * Writes in one transaction: all is committed together when this returns, or nothing when it throws. Nobody outside
     * of the ledger is to be asked meanwhile, because a connection is held.
     */
    public <T> T inTransaction(Supplier<T> step) {
        return transactions.execute(status -> step.get());
    }

    /** Writes in one transaction, without an answer. */
    public void inTransaction(Runnable step) {
        transactions.executeWithoutResult(status -> step.run());
    }

    /** Returns what keeps the ledger from working, and adds how much is left to do as details. */
    public List<String> problems(BiConsumer<String, Object> detail) {
        try {
            detail.accept("unfinished runs", runs.unfinished().size());
            detail.accept("unsettled reports", reports.unsettled());
            detail.accept("unreported runs", pullRequestComments.unreported());
            return List.of();
        } catch (DataAccessException e) {
            return List.of("the ledger does not answer: " + e.getMessage());
        }
    }

    /** Returns the time by the bridge's clock, for the routes that look for rows which are due. */
    public OffsetDateTime now() {
        return RowMappers.sql(clock.instant());
    }

    /** Returns the connections, for the routes that look for rows. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The ledger cannot be opened; the message says why and what to do. */
    public static final class LedgerUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LedgerUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Where the ledger is.
     *
     * @param url a JDBC address: an H2 file, or a PostgreSQL server
     * @param user the account; empty for none
     * @param password its password; empty for none
     */
    public record LedgerUrl(String url, String user, String password) {
        /** H2's code for a database file that another process has open. */
        static final int H2_IN_USE = 90020;

        /** A ledger without an account, as an H2 file is. */
        public LedgerUrl(String url) {
            this(url, "", "");
        }

        /**
         * Returns the address to connect to. H2 acknowledges a commit up to half a second before it is in the file unless
         * {@code WRITE_DELAY=0}; a comment that was acknowledged must be there after a crash. And it closes itself as soon
         * as the process is told to stop, under the routes that still work, unless {@code DB_CLOSE_ON_EXIT=FALSE}.
         */
        String address() {
            return isH2()
                    ? with("LOCK_TIMEOUT=20000", with("DB_CLOSE_ON_EXIT=FALSE", with("WRITE_DELAY=0", url)))
                    : url;
        }

        /** The address with a setting, unless the operator has set it. */
        private static String with(String setting, String address) {
            var name = setting.substring(0, setting.indexOf('='));
            return address.toUpperCase(Locale.ROOT).contains(";" + name + "=") ? address : address + ";" + setting;
        }

        /** Returns the address without parameters, which may hold a password. */
        String withoutParameters() {
            return url.replaceFirst("[;?].*", "");
        }

        private boolean isH2() {
            return url.startsWith("jdbc:h2:");
        }

        /** Returns whether H2 lets only one process at a time have the ledger, so that every other claim is a dead one's. */
        boolean belongsToOneProcess() {
            return url.startsWith("jdbc:h2:file:")
                    && !url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
        }

        @Override
        public String toString() {
            return withoutParameters();
        }
    }
}
