package coop.ccci.bridge.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table of a ledger as the database describes it, so that what moves ledgers need not be told of each migration.
 *
 * @param name its name
 * @param columns its columns, in their order
 */
record LedgerTable(String name, List<Column> columns) {
    private static final String HISTORY = "flyway_schema_history";

    /** Others refer to these, the second one to the first. */
    private static final List<String> REFERRED_TO = List.of("triggers", "runs");

    /**
     * A column.
     *
     * @param name its name
     * @param kind what it holds
     * @param isNumbered whether the database gives its numbers
     */
    record Column(String name, Kind kind, boolean isNumbered) {}

    /** What a column holds, which the databases call by different types. */
    enum Kind {
        NUMBER {
            @Override
            Object read(ResultSet row, int position) throws SQLException {
                return row.getBigDecimal(position);
            }

            @Override
            void write(PreparedStatement row, int position, Object value) throws SQLException {
                row.setLong(position, ((BigDecimal) value).longValueExact());
            }
        },

        BOOLEAN {
            @Override
            Object read(ResultSet row, int position) throws SQLException {
                var value = row.getBoolean(position);
                return row.wasNull() ? null : value;
            }

            @Override
            void write(PreparedStatement row, int position, Object value) throws SQLException {
                row.setBoolean(position, (boolean) value);
            }
        },

        TIME {
            @Override
            Object read(ResultSet row, int position) throws SQLException {
                var value = row.getObject(position, OffsetDateTime.class);
                return value == null ? null : value.toInstant().toString();
            }

            @Override
            void write(PreparedStatement row, int position, Object value) throws SQLException {
                row.setObject(position, OffsetDateTime.parse((String) value));
            }
        },

        TEXT {
            @Override
            Object read(ResultSet row, int position) throws SQLException {
                return row.getString(position);
            }

            @Override
            void write(PreparedStatement row, int position, Object value) throws SQLException {
                // What an older version wrote on H2 may hold a zero byte, which PostgreSQL does not take.
                row.setString(position, ((String) value).replace('\0', '\uFFFD'));
            }
        };

        /** Returns a number, a boolean, a text (times as of ISO 8601) or null. */
        abstract Object read(ResultSet row, int position) throws SQLException;

        /** Sets what {@link #read} has returned, which is not null. */
        abstract void write(PreparedStatement row, int position, Object value) throws SQLException;

        static Kind of(int type) {
            return switch (type) {
                case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC -> NUMBER;
                case Types.BOOLEAN, Types.BIT -> BOOLEAN;
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> TIME;
                default -> TEXT;
            };
        }
    }

    /** Returns the tables of the ledger, each before those that refer to it. */
    static List<LedgerTable> of(Connection connection) throws SQLException {
        var tables = new ArrayList<LedgerTable>();
        var metadata = connection.getMetaData();
        var names = new ArrayList<String>();
        try (var rows = metadata.getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        for (var name : names) {
            if (!name.equalsIgnoreCase(HISTORY)) {
                tables.add(table(connection, name));
            }
        }
        tables.sort(Comparator.comparing(LedgerTable::rank).thenComparing(LedgerTable::name));
        return List.copyOf(tables);
    }

    private int rank() {
        var rank = REFERRED_TO.indexOf(name);
        return rank < 0 ? REFERRED_TO.size() : rank;
    }

    private static LedgerTable table(Connection connection, String name) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var rows = connection
                .getMetaData()
                .getColumns(connection.getCatalog(), connection.getSchema(), name.replace("_", "\\_"), "%")) {
            while (rows.next()) {
                columns.add(new Column(
                        lower(rows.getString("COLUMN_NAME")),
                        Kind.of(rows.getInt("DATA_TYPE")),
                        "YES".equals(rows.getString("IS_AUTOINCREMENT"))));
            }
        }
        return new LedgerTable(lower(name), List.copyOf(columns));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    String columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** Returns the statement that reads all rows, by their keys. */
    String select() {
        return "select " + columnNames() + " from " + name + " order by 1";
    }

    /** Returns the statement that writes one row. */
    String insert() {
        return "insert into " + name + " (" + columnNames() + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }
}
