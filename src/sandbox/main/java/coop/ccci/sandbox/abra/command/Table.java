package coop.ccci.sandbox.abra.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Results for people, as columns, and for programs, as JSON. */
final class Table {
    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        this.titles = List.of(titles);
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print(PrintStream out) {
        var widths = IntStream.range(0, titles.size())
                .map(column -> IntStream.concat(
                                IntStream.of(titles.get(column).length()),
                                rows.stream().mapToInt(row -> row.get(column).length()))
                        .max()
                        .orElse(0))
                .toArray();
        out.println(line(titles, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    /** Writes any value as one line of JSON. */
    static void json(PrintStream out, Object value) {
        try {
            out.println(new JsonMapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table cannot be written as JSON", e);
        }
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
