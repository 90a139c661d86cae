package coop.ccci.abra.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A table for people: picocli's, with columns as wide as their widest cell. */
final class ColumnTable {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    ColumnTable(String... titles) {
        row(titles);
    }

    ColumnTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print(PrintStream out) {
        var columns = IntStream.range(0, rows.get(0).size())
                .map(at -> rows.stream()
                        .mapToInt(row -> row.get(at).length())
                        .max()
                        .orElse(0))
                .mapToObj(width -> new Column(width + GAP, 0, Overflow.SPAN))
                .toArray(Column[]::new);
        var table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
        rows.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
        out.print(table);
    }
}
