package coop.ccci.harness.retention;

import coop.ccci.contract.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How long, and how much of them, the folders of ended runs are kept. What a run worked with goes after a day, all of it
 * after the given time; where together they are larger than they may be, the oldest go first, and first what they worked
 * with. The newest run of each recipe is kept whole.
 *
 * @param atMost how long a folder is kept
 * @param maxBytes how much all of them may have together
 */
public record RetentionRule(Duration atMost, long maxBytes) {
    /** A month, and 10 GiB. */
    public static final RetentionRule DEFAULT = new RetentionRule(Duration.ofDays(30), 10L * 1024 * 1024 * 1024);

    private static final Duration WORK = Duration.ofDays(1);
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})([hd])");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([MG])");

    /**
     * Reads how long, for example {@code 30d} or {@code 12h}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Duration age(String text) {
        var form = AGE.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text.replaceAll("\\p{Cntrl}", "?")
                    + "\" is no time to keep runs for: set CCCI_KEEP_RUNS to hours or days, for example 12h or 30d");
        }
        var number = Long.parseLong(form.group(1));
        return form.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }

    /**
     * Reads how much, for example {@code 500M} or {@code 10G}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static long size(String text) {
        var form = SIZE.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text.replaceAll("\\p{Cntrl}", "?")
                    + "\" is no room for runs: set CCCI_RUNS_SIZE to mebibytes or gibibytes, for example 500M or 10G");
        }
        return Long.parseLong(form.group(1)) * 1024 * 1024 * (form.group(2).equals("M") ? 1 : 1024);
    }

    /** Decides what goes. */
    Removals of(List<KeptRun> runs, Instant now) {
        var oldestFirst = runs.stream()
                .sorted(Comparator.comparing(KeptRun::endedAt)
                        .thenComparing(run -> run.id().value()))
                .toList();
        var newest = newest(oldestFirst);
        var whole = new LinkedHashSet<RunId>();
        var work = new LinkedHashSet<RunId>();
        var left = runs.stream().mapToLong(run -> run.bytes() + run.workBytes()).sum();
        for (var run : oldestFirst) {
            if (!newest.contains(run.id())) {
                if (run.endedAt().isBefore(now.minus(atMost))) {
                    whole.add(run.id());
                    left -= run.bytes() + run.workBytes();
                } else if (run.endedAt().isBefore(now.minus(WORK))) {
                    work.add(run.id());
                    left -= run.workBytes();
                }
            }
        }
        var others = new ArrayList<>(oldestFirst);
        others.removeIf(run -> newest.contains(run.id()) || whole.contains(run.id()));
        for (var run : others) {
            if (left > maxBytes && work.add(run.id())) {
                left -= run.workBytes();
            }
        }
        for (var run : others) {
            if (left > maxBytes) {
                work.remove(run.id());
                whole.add(run.id());
                left -= run.bytes();
            }
        }
        return new Removals(whole, work);
    }

    private static Set<RunId> newest(List<KeptRun> oldestFirst) {
        var seen = new HashSet<>();
        var newest = new HashSet<RunId>();
        for (var at = oldestFirst.size() - 1; at >= 0; at--) {
            var run = oldestFirst.get(at);
            if (run.recipe().isPresent() && seen.add(run.recipe().get())) {
                newest.add(run.id());
            }
        }
        return newest;
    }

    /**
     * What goes; no run is in both.
     *
     * @param whole runs of which nothing stays
     * @param work runs of which stays what people look at
     */
    record Removals(Set<RunId> whole, Set<RunId> work) {}
}
