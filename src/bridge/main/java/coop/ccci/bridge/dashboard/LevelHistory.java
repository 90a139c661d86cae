package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.Views.RunStatus;
import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.bridge.report.TimeFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The levels of a recipe's runs as a picture: one point for each run, oldest at the left, level 5 at the top. What says nothing
 * of the recipe (an error, a cancelled run) stands below the others; the line joins those that do.
 *
 * @param points the runs, oldest first
 * @param lines what joins them
 * @param first the day of the first one
 * @param last the day of the last one
 */
public record LevelHistory(List<Point> points, List<Line> lines, String first, String last) {
    /** How high the picture is, in pixels. */
    public static final int HEIGHT = 160;

    /** The heights of the levels 0 to 5, in pixels from the top. */
    private static final int TOP = 14;

    private static final int STEP = 22;
    private static final int MAX_LEVEL = 5;

    /** Where what says nothing of the recipe stands. */
    private static final int BELOW = TOP + STEP * MAX_LEVEL + 24;

    /** How much of the width is kept free at the left, for the numbers, and at the right, in hundredths. */
    private static final double LEFT = 5;

    private static final double RIGHT = 2;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /**
     * Draws runs.
     *
     * @param newestFirst runs that are over, newest first
     */
    static LevelHistory of(List<RunSummary> newestFirst) {
        var points = new ArrayList<Point>();
        var step = newestFirst.size() < 2 ? 0 : (100 - LEFT - RIGHT) / (newestFirst.size() - 1);
        for (var i = newestFirst.size() - 1; i >= 0; i--) {
            var x = newestFirst.size() == 1 ? 50 : LEFT + step * points.size();
            points.add(Point.of(newestFirst.get(i), Math.round(x * 100) / 100.0));
        }
        return new LevelHistory(
                List.copyOf(points),
                lines(points),
                points.isEmpty() ? "" : points.get(0).day(),
                points.isEmpty() ? "" : points.get(points.size() - 1).day());
    }

    /** Returns the heights of the levels, the highest level first. */
    public static List<Rail> rails() {
        var rails = new ArrayList<Rail>();
        for (var level = MAX_LEVEL; level >= 0; level--) {
            rails.add(new Rail(level, height(level)));
        }
        return List.copyOf(rails);
    }

    private static int height(int level) {
        return TOP + STEP * (MAX_LEVEL - level);
    }

    private static List<Line> lines(List<Point> points) {
        var lines = new ArrayList<Line>();
        var joined = points.stream().filter(Point::tells).toList();
        for (var i = 1; i < joined.size(); i++) {
            var from = joined.get(i - 1);
            var to = joined.get(i);
            lines.add(new Line(from.x(), from.y(), to.x(), to.y()));
        }
        return List.copyOf(lines);
    }

    /** Returns the same in words, for whoever does not see the picture. */
    public String describe() {
        var telling = points.stream().filter(Point::tells).toList();
        if (telling.isEmpty()) {
            return "No run has said anything of this recipe yet.";
        }
        var from = telling.get(0);
        var to = telling.get(telling.size() - 1);
        var passed =
                telling.stream().filter(point -> point.tone().equals("good")).count();
        return "From level " + from.level() + " on " + from.day() + " to level " + to.level() + " on " + to.day() + ": "
                + passed + " passed, " + (telling.size() - passed) + " failed, " + (points.size() - telling.size())
                + " without a verdict. The table below has each run.";
    }

    /**
     * A run.
     *
     * @param x where, in hundredths of the width
     * @param y where, in pixels from the top
     * @param tone as {@link RunStatus#tone()}
     * @param level the level that it reached
     * @param own whether it was on the recipe's own branch or version
     * @param day when
     * @param title all of it in words
     */
    public record Point(double x, int y, String tone, int level, boolean own, String day, String title) {
        private static Point of(RunSummary summary, double x) {
            var run = summary.run();
            var end = run.end().orElseThrow();
            var tone = RunStatus.of(run).tone();
            var tells = tone.equals("good") || tone.equals("bad");
            return new Point(
                    x,
                    tells ? height(end.level()) : BELOW,
                    tone,
                    end.level(),
                    summary.tellsOfRecipe(),
                    DAY.format(end.at()),
                    "Run " + run.id() + ": " + end.verdict().code() + (tells ? ", level " + end.level() : "") + ", "
                            + TimeFormat.moment(end.at()));
        }

        boolean tells() {
            return tone.equals("good") || tone.equals("bad");
        }
    }

    /** From one point to the next; {@code x} in hundredths of the width, {@code y} in pixels. */
    public record Line(double x1, int y1, double x2, int y2) {}

    /** The line of a level. */
    public record Rail(int level, int y) {}
}
