package coop.ccci.bridge.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.zaxxer.hikari.HikariDataSource;
import coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A whole ledger as lines of JSON, to move it from one database to another. The first line is
 * {@code {"format": "cc-ci ledger", "schema": "8"}}, each further one {@code {"table": "runs", "row": {…}}}, and the last one
 * {@code {"rows": {"runs": 12, …}}}, without which an archive is not whole. Neither way is a ledger held in memory.
 */
public final class LedgerArchive {
    private static final String FORMAT = "cc-ci ledger";
    static final int BATCH = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerArchive() {}

    private record Header(String format, String schema) {}

    private record Row(String table, Map<String, Object> row) {}

    private record End(Map<String, Long> rows) {}

    /**
     * Writes a ledger down as it is at one moment; where several bridges share it, they go on meanwhile.
     *
     * @return how many rows each table had
     * @throws LedgerUnavailableException when it cannot be read, with what to do about it
     */
    public static Map<String, Long> write(LedgerUrl place, OutputStream to) throws IOException {
        try (var pool = LedgerConnections.connect(place.existing())) {
            var version = version(pool)
                    .orElseThrow(() -> new ArchiveException("the ledger " + place + " is empty: nothing was written"));
            try (var connection = pool.getConnection();
                    var out = JSON.createGenerator(to).setRootValueSeparator(null)) {
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                out.setCodec(JSON);
                line(out, new Header(FORMAT, version.getVersion()));
                var counts = new TreeMap<String, Long>();
                for (var table : LedgerTable.of(connection)) {
                    counts.put(table.name(), write(connection, table, out));
                }
                line(out, new End(counts));
                connection.rollback();
                return counts;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailableException(LedgerFault.describe(place, e), e);
        }
    }

    private static long write(Connection connection, LedgerTable table, JsonGenerator out)
            throws SQLException, IOException {
        var count = 0L;
        try (var statement = connection.prepareStatement(table.select())) {
            statement.setFetchSize(BATCH);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var row = new LinkedHashMap<String, Object>();
                    var position = 0;
                    for (var column : table.columns()) {
                        row.put(column.name(), column.kind().read(rows, ++position));
                    }
                    line(out, new Row(table.name(), row));
                    count++;
                }
            }
        }
        return count;
    }

    private static void line(JsonGenerator out, Object line) throws IOException {
        out.writePOJO(line);
        out.writeRaw('\n');
    }

    private static Optional<MigrationVersion> version(HikariDataSource pool) {
        return Optional.ofNullable(
                        Flyway.configure().dataSource(pool).load().info().current())
                .map(current -> current.getVersion());
    }

    /**
     * Makes a ledger of what {@link #write} has written, in a database in which nothing is yet. An archive of an older version
     * is brought to the newest form. When this throws, the database is as empty as before.
     *
     * @return how many rows each table has
     * @throws ArchiveException when the archive is not whole, is of a newer version, or the database is not empty
     * @throws LedgerUnavailableException when the ledger cannot be written, with what to do about it
     */
    public static Map<String, Long> read(InputStream from, LedgerUrl place) throws IOException {
        try (var pool = LedgerConnections.connect(place);
                var lines = JSON.readerFor(JsonNode.class).<JsonNode>readValues(from)) {
            if (version(pool).isPresent() || !tables(pool).isEmpty()) {
                throw new ArchiveException("the database " + place
                        + " is not empty: an archive is read into a new one only. Create one, or remove the H2 file");
            }
            var first = lines.hasNextValue() ? lines.nextValue() : MissingNode.getInstance();
            var flyway = Flyway.configure().dataSource(pool).cleanDisabled(false);
            var schema = schema(first, newest(pool));
            try {
                flyway.target(schema).load().migrate();
                var counts = new LedgerImport(pool).read(lines);
                flyway.target(MigrationVersion.LATEST).load().migrate();
                return counts;
            } catch (SQLException | RuntimeException | IOException e) {
                flyway.load().clean();
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailableException(LedgerFault.describe(place, e), e);
        } catch (JsonProcessingException e) {
            throw new ArchiveException("line " + e.getLocation().getLineNr()
                    + " of the archive is not what ./cc-ci ledger export writes: " + e.getOriginalMessage());
        }
    }

    private static List<LedgerTable> tables(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection()) {
            return LedgerTable.of(connection);
        }
    }

    private static MigrationVersion newest(HikariDataSource pool) {
        var all = Flyway.configure().dataSource(pool).load().info().all();
        return all[all.length - 1].getVersion();
    }

    private static MigrationVersion schema(JsonNode first, MigrationVersion newest) {
        var written = first.path("schema").asText();
        if (!first.path("format").asText().equals(FORMAT) || !written.matches("[1-9][0-9]{0,5}")) {
            throw new ArchiveException("the first line is not that of an archive: ./cc-ci ledger export writes one");
        }
        var schema = MigrationVersion.fromVersion(written);
        if (schema.compareTo(newest) > 0) {
            throw new ArchiveException(
                    "the archive is of form " + schema + ", and this version of cc-ci knows only up to " + newest
                            + ": use the version that wrote it, or a newer one");
        }
        return schema;
    }

    /** A ledger cannot be written down or read back; the message says why and what to do. */
    public static final class ArchiveException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ArchiveException(String message) {
            super(message);
        }
    }
}
