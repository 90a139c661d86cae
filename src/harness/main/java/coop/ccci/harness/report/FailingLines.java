package coop.ccci.harness.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the lines of a log that speak of a failure, by the words that programs use. It guides the eye and decides nothing:
 * a line too many costs a glance, one that is missed still stands in the log.
 */
public final class FailingLines {
    /** Lines are looked at so far only. */
    private static final int MAX_LENGTH = 2000;

    private static final Pattern FAILING = Pattern.compile(
            "(?i)(?<![\\w.-])(?:errors?|fatal|panic(?:ked)?|exception|traceback|critical|crit|emerg|severe|fail(?:ed|ure|s)?"
                    + "|cannot|can't|could not|couldn't|unable to|denied|refused|unhandled|uncaught|segfault|segmentation fault"
                    + "|out of memory|no such (?:file|table|host)|not found|killed|abort(?:ed|ing)?|unreachable|timed out"
                    + "|unhealthy)(?![\\w-])");

    /** As Java, Python, Node.js and others name what they throw, and servers name an answer that is their fault. */
    private static final Pattern THROWN =
            Pattern.compile("\\b[A-Z]\\w{0,60}(?:Error|Exception)\\b|\"\\s5\\d\\d(?:\\s|$)");

    private static final Pattern HARMLESS =
            Pattern.compile("(?i)\\b(?:no|0|zero|without)\\s+(?:errors?|failures?|exceptions?)\\b"
                    + "|\\b(?:errors?|err|fail(?:ed|ures?))[\"']?\\s*[=:]\\s*[\"']?(?:0|nil|null|none|false|<nil>|\"\")(?![\\w.])"
                    + "|\\b(?:level|lvl|severity)[\"']?\\s*[=:]\\s*[\"']?(?:trace|debug|info|notice)\\b|\\bLOG:\\s");

    /** A level that stands at the line's beginning, behind a time at most. */
    private static final Pattern MERE_INFORMATION =
            Pattern.compile("^[^a-zA-Z]{0,40}(?:T[0-9:.+Z-]{5,30})?\\W{0,6}(?:TRACE|DEBUG|INFO|NOTICE)\\b");

    private FailingLines() {}

    /** Returns whether a line speaks of a failure. */
    public static boolean contains(String line) {
        var looked = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
        return (FAILING.matcher(looked).find() || THROWN.matcher(looked).find())
                && !HARMLESS.matcher(looked).find()
                && !MERE_INFORMATION.matcher(looked).find();
    }

    /** Returns the last of the lines that speak of a failure, in order. */
    static List<String> last(List<String> lines, int most) {
        var found = lines.stream().filter(FailingLines::contains).toList();
        return found.subList(Math.max(0, found.size() - most), found.size());
    }
}
