package coop.ccci.bridge.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.zaxxer.hikari.HikariDataSource;
import coop.ccci.bridge.ledger.LedgerArchive.ArchiveException;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of an archive on their way into tables. */
final class LedgerImport {
    private final HikariDataSource pool;
    private final Map<String, Long> counts = new TreeMap<>();
    private Map<String, LedgerTable> tables = Map.of();
    private LedgerTable table;
    private PreparedStatement statement;
    private int waiting;

    LedgerImport(HikariDataSource pool) {
        this.pool = pool;
    }

    Map<String, Long> read(MappingIterator<JsonNode> lines) throws SQLException, IOException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            tables = LedgerTable.of(connection).stream()
                    .collect(Collectors.toMap(LedgerTable::name, each -> each, (one, other) -> one, TreeMap::new));
            clear(connection);
            JsonNode end = null;
            while (end == null) {
                if (!lines.hasNextValue()) {
                    throw new ArchiveException("the archive ends early, after " + counts + ": copy all of it");
                }
                var line = lines.nextValue();
                if (line.has("rows")) {
                    end = line.path("rows");
                } else {
                    add(connection, line);
                }
            }
            finish();
            compare(end, connection);
            for (var each : tables.values()) {
                number(connection, each);
            }
            connection.commit();
            return counts;
        }
    }

    /** Rows that the migrations themselves have written. */
    private void clear(Connection connection) throws SQLException {
        for (var each : tables.values()) {
            try (var delete = connection.createStatement()) {
                delete.executeUpdate("delete from " + each.name());
            }
            counts.put(each.name(), 0L);
        }
    }

    private void add(Connection connection, JsonNode line) throws SQLException {
        var name = line.path("table").asText();
        if (table == null || !table.name().equals(name)) {
            finish();
            table = Optional.ofNullable(tables.get(name))
                    .orElseThrow(() -> new ArchiveException("the archive has rows of a table \"" + name
                            + "\", which a ledger of its form does not have"));
            statement = connection.prepareStatement(table.insert());
        }
        var position = 0;
        for (var column : table.columns()) {
            set(++position, column, line.path("row").path(column.name()));
        }
        statement.addBatch();
        counts.merge(name, 1L, Long::sum);
        if (++waiting == LedgerArchive.BATCH) {
            statement.executeBatch();
            waiting = 0;
        }
    }

    private void set(int position, LedgerTable.Column column, JsonNode value) throws SQLException {
        if (value.isNull()) {
            statement.setObject(position, null);
        } else if (value.isNumber()) {
            column.kind().write(statement, position, new BigDecimal(value.asText()));
        } else if (value.isBoolean()) {
            column.kind().write(statement, position, value.booleanValue());
        } else if (value.isTextual()) {
            column.kind().write(statement, position, value.textValue());
        } else {
            throw new ArchiveException("a row of " + table.name() + " in the archive has no " + column.name());
        }
    }

    private void finish() throws SQLException {
        if (statement != null) {
            statement.executeBatch();
            statement.close();
            waiting = 0;
        }
    }

    /** What was written is counted in the database itself. */
    private void compare(JsonNode expected, Connection connection) throws SQLException {
        for (var each : tables.values()) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from " + each.name())) {
                rows.next();
                if (rows.getLong(1) != expected.path(each.name()).asLong(-1)) {
                    throw new ArchiveException("of " + each.name() + " the archive should have "
                            + expected.path(each.name()).asText("none") + " rows and has " + rows.getLong(1)
                            + ": export the ledger again");
                }
            }
        }
    }

    /** The next row gets a number above all others. */
    private static void number(Connection connection, LedgerTable each) throws SQLException {
        for (var column : each.columns()) {
            if (column.isNumbered()) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(
                                "select coalesce(max(" + column.name() + "), 0) + 1 from " + each.name())) {
                    rows.next();
                    var next = rows.getLong(1);
                    try (var alter = connection.createStatement()) {
                        alter.execute("alter table " + each.name() + " alter column " + column.name() + " restart with "
                                + next);
                    }
                }
            }
        }
    }
}
