package coop.ccci.abra.app;

import coop.ccci.abra.process.FatalException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One assignment of an env file: {@code KEY=value # length=32}.
 *
 * @param key the name
 * @param value the value without its quotes, with every reference replaced
 * @param comment what stands behind the {@code #} of the same line, empty when there is none
 */
record AppEnvLine(String key, String value, String comment) {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=(.*)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#");
    private static final Pattern REFERENCE =
            Pattern.compile("\\\\\\$|\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))");

    /**
     * Reads a line.
     *
     * @param line the line without its end
     * @param before the values of the lines before it, which it may refer to; itself among them
     * @return empty for a blank line and a comment
     * @throws FatalException when it is neither of these nor an assignment
     */
    static Optional<AppEnvLine> parse(String line, Map<String, String> before) {
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        var assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            throw new FatalException("\"" + line.strip() + "\" is not of the form KEY=value");
        }
        var key = assignment.group(1);
        var rest = assignment.group(2).strip();
        if (rest.startsWith("'") || rest.startsWith("\"")) {
            return Optional.of(quoted(key, rest, before));
        }
        var comment = COMMENT.matcher(rest);
        return comment.find()
                ? Optional.of(new AppEnvLine(
                        key,
                        expand(rest.substring(0, comment.start()).strip(), before),
                        rest.substring(comment.end()).strip()))
                : Optional.of(new AppEnvLine(key, expand(rest, before), ""));
    }

    /** Returns the {@code name=value} pairs of the comment, such as {@code length=32}; other words are passed over. */
    Map<String, String> modifiers() {
        var pairs = new TreeMap<String, String>();
        for (var word : comment.split("\\s+", -1)) {
            var equals = word.indexOf('=');
            if (equals > 0) {
                pairs.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return pairs;
    }

    private static AppEnvLine quoted(String key, String rest, Map<String, String> before) {
        var quote = rest.charAt(0);
        var end = closing(rest, quote);
        if (end < 0) {
            throw new FatalException("the value of " + key + " begins with a quotation mark and has no second one");
        }
        var inner = rest.substring(1, end);
        var value = quote == '\'' ? inner : expand(inner, before).replace("\\\"", "\"");
        var after = rest.substring(end + 1).strip();
        return new AppEnvLine(
                key, value, after.startsWith("#") ? after.substring(1).strip() : "");
    }

    private static int closing(String rest, char quote) {
        for (int at = 1; at < rest.length(); at++) {
            if (rest.charAt(at) == quote && (quote == '\'' || rest.charAt(at - 1) != '\\')) {
                return at;
            }
        }
        return -1;
    }

    private static String expand(String text, Map<String, String> before) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, before)));
    }

    private static String replacement(MatchResult found, Map<String, String> before) {
        if (found.group().startsWith("\\")) {
            return "$";
        }
        var name = found.group(1) != null ? found.group(1) : found.group(2);
        return before.getOrDefault(name, "");
    }
}
