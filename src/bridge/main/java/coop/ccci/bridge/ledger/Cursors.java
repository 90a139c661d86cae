package coop.ccci.bridge.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far something has been read, by name. */
public final class Cursors {
    private static final String FIRST_START = "first-start";
    private static final String FORGOTTEN = "forgotten";

    private final JdbcClient sql;
    private final Clock clock;

    Cursors(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** As {@link #firstStart(String)}, of the first forge. */
    public Instant firstStart() {
        return firstStart(Repository.FIRST_FORGE);
    }

    /**
     * When a bridge of this ledger first worked for a forge, which is now if none did: what was written there before is not ours.
     * In whole seconds, as comments carry them, so that the second of the start counts as after it.
     *
     * @param forge the forge's key
     */
    public Instant firstStart(String forge) {
        var name = forge.equals(Repository.FIRST_FORGE) ? FIRST_START : FIRST_START + "-" + forge;
        return find(name).orElseGet(() -> setOnce(name, clock.instant())).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * From when on comments are answered: since a bridge of this ledger first worked for their forge, and not those that were
     * written before what the ledger has forgotten, among which they may have been.
     *
     * @param forge the forge's key
     */
    public Instant answersFrom(String forge) {
        var first = firstStart(forge);
        return find(FORGOTTEN).filter(first::isBefore).orElse(first);
    }

    /** Lets no comment be answered that was written before then; what was moved further already stays there. */
    void forgetBefore(Instant time) {
        if (find(FORGOTTEN).map(time::isAfter).orElse(true)) {
            move(FORGOTTEN, time);
        }
    }

    /** Returns the position of that name; empty when nothing was read yet. */
    public Optional<Instant> find(String name) {
        return sql.sql("select at from cursors where name = :name")
                .param("name", name)
                .query((row, number) -> RowMappers.instant(row, "at").orElseThrow())
                .optional();
    }

    /** Moves the position on, or sets the first one. */
    public void move(String name, Instant to) {
        var moved = sql.sql("update cursors set at = :at where name = :name")
                .param("at", RowMappers.sql(to))
                .param("name", name)
                .update();
        if (moved == 0) {
            setOnce(name, to);
        }
    }

    /** Forgets the position; returns whether there was one. */
    boolean remove(String name) {
        return sql.sql("delete from cursors where name = :name")
                        .param("name", name)
                        .update()
                > 0;
    }

    /** Sets the position if there is none; answers the one that holds. */
    public Instant setOnce(String name, Instant first) {
        try {
            sql.sql("insert into cursors (name, at) values (:name, :at)")
                    .param("name", name)
                    .param("at", RowMappers.sql(first))
                    .update();
            return first;
        } catch (DuplicateKeyException e) {
            return find(name).orElseThrow();
        }
    }

    /**
     * Whether new runs may start. An operator pauses that for all bridges on the ledger, until he resumes it, restarts or not;
     * what runs goes on, what is asked for waits, and what waits can be cancelled.
     */
    public static final class LaunchPause {
        private static final String NAME = "paused";

        private final Cursors cursors;
        private final Clock clock;

        LaunchPause(Cursors cursors, Clock clock) {
            this.cursors = cursors;
            this.clock = clock;
        }

        /** Returns since when no run starts; empty when runs start. */
        public Optional<Instant> since() {
            return cursors.find(NAME);
        }

        /** Lets no run start from now on; one that is paused already stays so since it was. */
        public Instant begin() {
            return cursors.setOnce(NAME, clock.instant());
        }

        /** Lets runs start again; returns whether they could not before. */
        public boolean end() {
            return cursors.remove(NAME);
        }
    }
}
