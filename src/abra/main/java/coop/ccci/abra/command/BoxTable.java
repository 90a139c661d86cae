package coop.ccci.abra.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table drawn with heavy box lines, as {@code recipe lint} prints it and callers parse it; nothing is wrapped.
 * Picocli's tables have no lines.
 */
final class BoxTable {
    private final List<List<String>> rows = new ArrayList<>();

    BoxTable(String... titles) {
        rows.add(List.of(titles));
    }

    BoxTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Returns the lines of it. */
    List<String> lines() {
        var widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        var lines = new ArrayList<String>();
        lines.add(rule(widths, "┏", "┳", "┓"));
        for (int at = 0; at < rows.size(); at++) {
            lines.add(line(rows.get(at), widths));
            if (at == 0) {
                lines.add(rule(widths, "┣", "╋", "┫"));
            }
        }
        lines.add(rule(widths, "┗", "┻", "┛"));
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> " " + cells.get(column) + " ".repeat(widths[column] - width(cells.get(column)) + 1))
                .collect(Collectors.joining("┃", "┃", "┃"));
    }

    private static String rule(int[] widths, String left, String middle, String right) {
        return IntStream.of(widths)
                .mapToObj(width -> "━".repeat(width + 2))
                .collect(Collectors.joining(middle, left, right));
    }

    /** Returns the columns that a text takes on a terminal: a picture such as ✅ takes two. */
    static int width(String text) {
        return text.codePoints()
                .map(point -> point == '✅' || point == '❌' ? 2 : 1)
                .sum();
    }
}
