package coop.ccci.bridge.ledger;

import com.zaxxer.hikari.HikariDataSource;
import coop.ccci.bridge.ledger.Cursors.LaunchPause;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.TriggerReason;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger: one database, opened and brought to the newest form when the bridge starts. What a method wrote is
 * committed, and in the database's file, before the method returns; inside {@link #inTransaction} all is committed together.
 */
public final class Ledger implements AutoCloseable {
    private final LedgerUrl place;
    private final LedgerListeners listeners = new LedgerListeners();
    private final HikariDataSource pool;
    private final HikariDataSource readers;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final Claims claims;
    private final Triggers triggers;
    private final Runs runs;
    private final RunLists lists;
    private final RunQueue queue;
    private final Reports reports;
    private final PullRequestComments pullRequestComments;
    private final Cursors cursors;
    private final Repositories repositories;
    private final AccountNumbers accountNumbers;
    private final UnreadPullRequests unread;
    private final Retention retention;
    private final Operation operation;
    private final RecipeLedger recipes;

    private Ledger(LedgerUrl place, HikariDataSource pool, Clock clock, Duration lease) {
        this.place = place;
        this.pool = pool;
        this.readers = LedgerConnections.forReaders(place, pool);
        this.clock = clock;
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
        var sql = JdbcClient.create(pool);
        this.claims = new Claims(sql, transactions, clock, lease);
        this.triggers = new Triggers(sql, listeners, clock);
        this.runs = new Runs(sql);
        this.lists = new RunLists(JdbcClient.create(readers));
        this.queue = new RunQueue(sql, transactions, listeners, clock);
        this.reports = new Reports(sql, clock);
        this.pullRequestComments = new PullRequestComments(sql, claims, clock);
        this.cursors = new Cursors(sql, clock);
        this.repositories = new Repositories(sql);
        this.accountNumbers = new AccountNumbers(sql);
        this.unread = new UnreadPullRequests(sql, transactions, clock);
        this.retention = new Retention(sql, transactions, cursors, clock);
        this.recipes = new RecipeLedger(
                new RecipeTriggers(sql, triggers, clock),
                new RecipeRefs(sql, claims, clock),
                new RecipeLevels(sql, transactions, claims, clock));
        this.operation = new Operation(
                new LaunchPause(cursors, clock),
                new Reruns(sql, clock),
                new Backlog(sql),
                new OtherForges(sql, transactions, clock));
    }

    /**
     * Opens the ledger and migrates it.
     *
     * @param place where it is
     * @throws LedgerUnavailableException when it cannot be opened, with what to do about it
     */
    public static Ledger open(LedgerUrl place, Clock clock) {
        return open(place, clock, Claims.LEASE);
    }

    /** As {@link #open(LedgerUrl, Clock)}, with claims that last as long as given. */
    public static Ledger open(LedgerUrl place, Clock clock, Duration lease) {
        var ledger = new Ledger(place, LedgerConnections.open(place), clock, lease);
        RunLists.fillIn(JdbcClient.create(ledger.pool), ledger.transactions);
        if (place.belongsToOneProcess()) {
            ledger.claims.endAll();
        }
        return ledger;
    }

    /**
     * Opens the ledger, which another process may have too, for who only reads it; what writes fails.
     *
     * @throws LedgerUnavailableException when it cannot be opened, or no bridge has brought it to the form of this version
     */
    public static Ledger openToRead(LedgerUrl place, Clock clock) {
        return new Ledger(place, LedgerConnections.openToRead(place), clock, Claims.LEASE);
    }

    /** As {@link Triggers#record}, of a comment of which nobody said who wrote it. */
    public boolean recordTrigger(Comment comment, Trigger.Channel channel) {
        return triggers.record(comment, channel, Optional.empty());
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

    /** Returns the runs as lists show them, over the readers' own connections. */
    public RunLists lists() {
        return lists;
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

    /** Returns what it has of recipes themselves. */
    public RecipeLedger recipes() {
        return recipes;
    }

    /** Returns what bounds it. */
    public Retention retention() {
        return retention;
    }

    /** Returns what an operator sees and does. */
    public Operation operation() {
        return operation;
    }

    /** Has somebody told what is decided and ended from now on. */
    public void listen(LedgerListener listener) {
        listeners.add(listener);
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

    /** As {@link #inTransaction(Supplier)}, without an answer. */
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
            return List.of(LedgerFault.describe(place, e));
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
        readers.close();
        pool.close();
    }

    /**
     * What an operator sees and does.
     *
     * @param pause whether new runs may start
     * @param reruns makes runs anew
     * @param backlog how much is left to do
     * @param otherForges what waits of forges that the settings name no more
     */
    public record Operation(LaunchPause pause, Reruns reruns, Backlog backlog, OtherForges otherForges) {}

    /** The ledger cannot be opened; the message says why and what to do. */
    public static final class LedgerUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LedgerUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Is told, once it is committed, what this bridge has written; for counts, never for work. */
    public interface LedgerListener {
        /** A trigger has its outcome, and why where there is a reason to give. */
        void decided(Trigger.State state, Optional<TriggerReason> reason);

        /** A run is over. */
        void finished(Run.End end);
    }

    /**
     * What the ledger has of recipes themselves, and not of their pull requests.
     *
     * @param triggers what asks for tests of them
     * @param refs their branches and versions
     * @param levels how they were when that was last told
     */
    public record RecipeLedger(RecipeTriggers triggers, RecipeRefs refs, RecipeLevels levels) {}
}
