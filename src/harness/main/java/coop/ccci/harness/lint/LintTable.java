package coop.ccci.harness.lint;

import coop.ccci.contract.Excerpt;
import coop.ccci.contract.Results.Lint.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the table that {@code abra recipe lint} prints: heavy box lines, and the columns ref, rule, severity, satisfied
 * and skipped, found by their titles (observed on abra 0.13). Which rules there are, and what they say, is the table's
 * own word. Whatever is not as expected makes the whole table unreadable: half of it would look like a better recipe.
 */
final class LintTable {
    private static final String BAR = "┃";
    private static final String TOP = "┏";
    private static final String BOTTOM = "┗";
    private static final String YES = "✅";
    private static final String NO = "❌";
    private static final List<String> TITLES = List.of("ref", "rule", "severity", "satisfied", "skipped");
    private static final List<String> SEVERITIES = List.of("error", "warn");
    private static final int MAX_RULES = 200;

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<List<String>> rows = new ArrayList<>();

    private LintTable() {}

    /**
     * Reads the rules of a table.
     *
     * @param text what abra said, as a person would see it
     * @throws UnreadableTableException when there is no table, or anything in it is not understood
     */
    static List<Rule> rules(String text) {
        var table = new LintTable();
        table.split(text.lines().map(String::strip).toList());
        var rules = table.rows.stream().map(table::rule).toList();
        requireNoGaps(rules);
        return rules;
    }

    private void split(List<String> lines) {
        var top = position(lines, TOP);
        var bottom = position(lines, BOTTOM);
        if (top.isEmpty() || bottom.isEmpty() || bottom.get() < top.get()) {
            throw new UnreadableTableException(top.isEmpty() ? "it printed no table" : "its table has no end");
        }
        for (var line : lines.subList(top.get() + 1, bottom.get())) {
            if (line.startsWith(BAR)) {
                add(cells(line));
            } else if (!line.matches("[┣┫╋━]+")) {
                throw new UnreadableTableException("this line is not of a table: \"" + cut(line) + "\"");
            }
        }
        if (rows.isEmpty()) {
            throw new UnreadableTableException("its table has no rule");
        }
    }

    private static Optional<Integer> position(List<String> lines, String beginning) {
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith(beginning)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static List<String> cells(String line) {
        if (!line.endsWith(BAR) || line.length() < 2) {
            throw new UnreadableTableException("a row of its table is cut: \"" + cut(line) + "\"");
        }
        return Arrays.stream(line.substring(1, line.length() - 1).split(BAR, -1))
                .map(String::strip)
                .toList();
    }

    private void add(List<String> cells) {
        if (columns.isEmpty()) {
            title(cells);
            return;
        }
        if (cells.size() != columns.size()) {
            throw new UnreadableTableException("a row has " + cells.size() + " cells and not " + columns.size() + ": "
                    + cut(String.join(" | ", cells)));
        }
        if (isContinuation(cells)) {
            continueLast(cells);
        } else if (rows.size() == MAX_RULES) {
            throw new UnreadableTableException("its table has more than " + MAX_RULES + " rules");
        } else {
            rows.add(cells);
        }
    }

    private void title(List<String> cells) {
        for (var at = 0; at < cells.size(); at++) {
            columns.put(cells.get(at).toLowerCase(Locale.ROOT), at);
        }
        for (var title : TITLES) {
            if (!columns.containsKey(title)) {
                throw new UnreadableTableException(
                        "its table has no column \"" + title + "\"; it has " + cut(cells.toString()));
            }
        }
        if (columns.size() != cells.size()) {
            throw new UnreadableTableException("two columns of its table have one title: " + cut(cells.toString()));
        }
    }

    /** Returns whether a row goes on with the text of the one above, which did not fit: its other cells are empty. */
    private boolean isContinuation(List<String> cells) {
        return !rows.isEmpty()
                && TITLES.stream()
                        .filter(title -> !title.equals("rule"))
                        .allMatch(title -> cells.get(columns.get(title)).isEmpty());
    }

    private void continueLast(List<String> cells) {
        var last = rows.remove(rows.size() - 1);
        var joined = new ArrayList<String>();
        for (var at = 0; at < cells.size(); at++) {
            joined.add((last.get(at) + " " + cells.get(at)).strip());
        }
        rows.add(joined);
    }

    private Rule rule(List<String> row) {
        var ref = cell(row, "ref");
        var severity = cell(row, "severity").toLowerCase(Locale.ROOT);
        if (!ref.matches("R[0-9]{3}")) {
            throw new UnreadableTableException("\"" + cut(ref) + "\" is not the name of a rule");
        }
        if (cell(row, "rule").isEmpty()) {
            throw new UnreadableTableException(ref + " does not say what it asks for");
        }
        if (!SEVERITIES.contains(severity)) {
            throw new UnreadableTableException(ref + " has the severity \"" + cut(severity) + "\", which is not known");
        }
        var skipped = mark(ref, "skipped", cell(row, "skipped"));
        var satisfied = mark(ref, "satisfied", cell(row, "satisfied"));
        if (satisfied.isEmpty() && !skipped.orElse(false)) {
            throw new UnreadableTableException(ref + " does not say whether it is satisfied");
        }
        return new Rule(ref, cell(row, "rule"), severity, satisfied.orElse(false), skipped.orElse(false));
    }

    private String cell(List<String> row, String title) {
        return row.get(columns.get(title));
    }

    /** Reads a mark; a dash, or nothing, says neither yes nor no. */
    private static Optional<Boolean> mark(String ref, String title, String cell) {
        return switch (cell) {
            case YES -> Optional.of(true);
            case NO -> Optional.of(false);
            case "-", "" -> Optional.empty();
            default -> throw new UnreadableTableException(ref + " says \"" + cut(cell) + "\" under " + title);
        };
    }

    /** The rules of abra are numbered from R001 on; where one is missing, a line has been lost. */
    private static void requireNoGaps(List<Rule> rules) {
        for (var at = 0; at < rules.size(); at++) {
            var expected = String.format(Locale.ROOT, "R%03d", at + 1);
            if (!rules.get(at).ref().equals(expected)) {
                throw new UnreadableTableException(
                        "its table has " + rules.get(at).ref() + " where " + expected + " is due");
            }
        }
    }

    private static String cut(String text) {
        return Excerpt.cut(text, 80);
    }

    /** What abra said is not understood. */
    static final class UnreadableTableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableTableException(String message) {
            super(message);
        }
    }
}
