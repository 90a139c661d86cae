package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code .env} file of an app. Setting a variable keeps every other line as it is, and never glues a variable to a
 * last line that lacks its end, which has cost people a day.
 */
public final class EnvFile {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern COMMENT = Pattern.compile("\\s#");
    private static final Pattern MODIFIER = Pattern.compile("[a-z_-]+=[A-Za-z0-9,._-]+");
    private static final Pattern REFERENCE = Pattern.compile(
            "(?<!\\\\)\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]{0,1000}))?}|([A-Za-z_][A-Za-z0-9_]*))");

    private final List<String> lines;

    private EnvFile(List<String> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /** Takes the text of a file. */
    public static EnvFile parse(String text) {
        return new EnvFile(text.lines().toList());
    }

    /**
     * Reads a file.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static EnvFile read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Gives a variable a value, in place of every earlier one.
     *
     * @param value one line; it is written as it is, in quotes where it would not be read back otherwise
     * @throws IllegalArgumentException when the value has several lines
     */
    public void set(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the value of " + name + " has several lines; give one");
        }
        var line = name + "=" + quoted(value);
        var first = -1;
        for (var at = lines.size() - 1; at >= 0; at--) {
            if (name(lines.get(at)).filter(name::equals).isPresent()) {
                if (first >= 0) {
                    lines.remove(first);
                }
                first = at;
            }
        }
        if (first >= 0) {
            lines.set(first, line);
        } else {
            lines.add(line);
        }
    }

    /** Takes every line of a variable out. */
    void remove(String name) {
        lines.removeIf(line -> name(line).filter(name::equals).isPresent());
    }

    /**
     * Adds what another file has and this one lacks, each line as it stands there: the comment behind a secret's
     * version says how abra generates it.
     *
     * @param except names that are not added
     * @return the names that were
     */
    public Set<String> adopt(EnvFile other, Set<String> except) {
        var own = variables().keySet();
        var adopted = new LinkedHashSet<String>();
        for (var line : other.lines) {
            name(line)
                    .filter(name -> !own.contains(name) && !except.contains(name))
                    .ifPresent(name -> {
                        lines.add(line);
                        adopted.add(name);
                    });
        }
        return adopted;
    }

    /**
     * Returns the same variables in the one form that everybody reads alike: a line for each, nothing that refers to another
     * one, and behind it what it says to abra, such as {@code # length=32}. Comments and empty lines are left out.
     *
     * @throws RunException of the recipe when a value cannot be written so
     */
    public EnvFile canonical() {
        var comments = new LinkedHashMap<String, String>();
        for (var line : lines) {
            name(line).ifPresent(name -> comments.put(name, modifiers(line)));
        }
        var canonical = new ArrayList<String>();
        variables().forEach((name, value) -> {
            if ((value.indexOf('\'') >= 0 && value.indexOf('\\') >= 0)
                    || value.chars().anyMatch(Character::isISOControl)) {
                throw RunException.recipe(
                        "the value of " + name + " in .env.sample has a ' and a \\, or a control character,"
                                + " and not everybody reads that alike: leave one of them out");
            }
            var modifiers = comments.getOrDefault(name, "");
            canonical.add(name + "=" + quoted(value) + (modifiers.isEmpty() ? "" : " # " + modifiers));
        });
        return new EnvFile(canonical);
    }

    /** The pairs in a comment behind a value: abra makes a secret by them. */
    private static String modifiers(String line) {
        var comment = COMMENT.matcher(line);
        var afterQuotes = Math.max(line.lastIndexOf('\''), line.lastIndexOf('"')) + 1;
        return comment.find(afterQuotes)
                ? Stream.of(line.substring(comment.end()).strip().split("\\s+"))
                        .filter(word -> MODIFIER.matcher(word).matches())
                        .collect(Collectors.joining(" "))
                : "";
    }

    /** Returns the variables with their values: later ones win, and may refer to earlier ones as {@code $NAME}. */
    public Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        for (var line : lines) {
            var assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) {
                variables.put(assignment.group(1), value(assignment.group(2).strip(), variables));
            }
        }
        return variables;
    }

    /** Returns the text with every {@code $NAME}, <code>${NAME}</code> and <code>${NAME:-default}</code> in it replaced. */
    public static String expand(String text, Map<String, String> variables) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> Matcher.quoteReplacement(referred(reference, variables)));
    }

    private static String referred(java.util.regex.MatchResult reference, Map<String, String> variables) {
        var name = reference.group(1) == null ? reference.group(3) : reference.group(1);
        var fallback = reference.group(2) == null ? "" : reference.group(2);
        var value = variables.getOrDefault(name, "");
        return value.isEmpty() ? fallback : value;
    }

    /** Returns the text of the file; its last line has its end. */
    public String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /**
     * Writes the file.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void write(Path file) {
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> name(String line) {
        var assignment = ASSIGNMENT.matcher(line);
        return assignment.matches() ? Optional.of(assignment.group(1)) : Optional.empty();
    }

    private static String quoted(String value) {
        if (value.matches("[^\\s#'\"\\\\$]*")) {
            return value;
        }
        return value.indexOf('\'') < 0
                ? "'" + value + "'"
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + "\"";
    }

    /**
     * A value as it is meant: without its quotes, or without the comment behind it ({@code v1 # length=32}); what
     * stands in single quotes refers to nothing.
     */
    private static String value(String written, Map<String, String> variables) {
        var single = SINGLE_QUOTED.matcher(written);
        if (single.lookingAt()) {
            return single.group(1);
        }
        var quoted = DOUBLE_QUOTED.matcher(written);
        if (quoted.lookingAt()) {
            return expand(quoted.group(1), variables).replaceAll("\\\\(.)", "$1");
        }
        return expand(written.replaceFirst("(^|\\s)#.*", "").strip(), variables);
    }
}
