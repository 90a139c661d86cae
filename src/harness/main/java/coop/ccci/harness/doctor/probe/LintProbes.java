package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at what {@code abra recipe lint} prints of a recipe of our own. */
final class LintProbes {
    private static final char BORDER = '┃';
    private static final Pattern ROW = Pattern.compile("^\\W*R[0-9]{3}\\b");
    private static final List<String> COLUMNS =
            Assumptions.expectation("lint.columns").keys();
    private static final int SATISFIED = 3;

    private final AbraCalls abra;
    private final ProbeWorkspace workspace;
    private final TinyRecipe tiny;

    LintProbes(AbraCalls abra, ProbeWorkspace workspace, TinyRecipe tiny) {
        this.abra = abra.in(workspace.abra());
        this.workspace = workspace;
        this.tiny = tiny;
    }

    Map<String, Probe> all() {
        return Map.of(
                "lint.terminal", this::terminal,
                "lint.table", this::table,
                "lint.columns", this::columns,
                "lint.exit-code", this::exitCode,
                "lint.no-sample", this::noSample);
    }

    private AbraCalls.Said lint() {
        return abra.onTerminal("recipe", "lint", ProbeWorkspace.RECIPE, "-n", "-C", "-o");
    }

    private Finding terminal() {
        var said = abra.call("recipe", "lint", ProbeWorkspace.RECIPE, "-n", "-C", "-o");
        return Finding.when(said.refused(Assumptions.expectation("lint.terminal")), said.describe());
    }

    private Finding table() {
        var said = lint();
        var rows = rows(said);
        var heavy = rows.stream().filter(row -> row.indexOf(BORDER) >= 0).count();
        return Finding.when(
                said.well() && !rows.isEmpty() && heavy == rows.size(),
                rows.isEmpty() ? "no rows; " + said.describe() : rows.size() + " rows, " + heavy + " with heavy lines");
    }

    private static List<String> rows(AbraCalls.Said said) {
        return said.output().lines().filter(line -> ROW.matcher(line).find()).toList();
    }

    private Finding columns() {
        var said = lint();
        var titles = said.output()
                .lines()
                .map(line -> cells(line.toLowerCase(Locale.ROOT)))
                .filter(cells -> cells.contains("ref"))
                .findFirst()
                .orElse(List.of());
        var marks = rows(said).stream()
                .map(LintProbes::cells)
                .filter(cells -> cells.size() > SATISFIED)
                .map(cells -> cells.get(SATISFIED))
                .distinct()
                .sorted()
                .toList();
        return Finding.when(
                titles.size() >= COLUMNS.size()
                        && titles.subList(0, COLUMNS.size()).equals(COLUMNS)
                        && !marks.isEmpty()
                        && List.of("✅", "❌", "-", "").containsAll(marks),
                "the titles " + titles + ", the marks " + marks);
    }

    private static List<String> cells(String line) {
        var parts = line.strip().split(String.valueOf(BORDER), -1);
        return parts.length < 3
                ? List.of()
                : List.of(parts).subList(1, parts.length - 1).stream()
                        .map(String::strip)
                        .toList();
    }

    private Finding exitCode() {
        workspace.recipe().write(tiny.withoutApp());
        var said = lint();
        workspace.restore();
        var told = Assumptions.expectation("lint.exit-code").words().stream()
                .allMatch(said.all().toLowerCase(Locale.ROOT)::contains);
        return Finding.when(
                said.well() && told,
                Optional.of(said.describe())
                        .filter(text -> told)
                        .orElse("of a recipe without a service app: " + said.describe()));
    }

    private Finding noSample() {
        workspace.recipe().remove(".env.sample");
        var said = lint();
        workspace.restore();
        return Finding.when(said.refused(Assumptions.expectation("lint.no-sample")), said.describe());
    }
}
