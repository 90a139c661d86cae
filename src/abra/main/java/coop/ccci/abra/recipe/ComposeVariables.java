package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the variables of a compose file's text the way the Docker CLI does: {@code $VAR}, {@code ${VAR}},
 * {@code ${VAR:-default}}, {@code ${VAR-default}}, {@code ${VAR:?message}}, {@code ${VAR?message}}, {@code ${VAR:+other}}, {@code ${VAR+other}}, and {@code $$} for
 * one dollar. An unset variable is empty.
 */
public final class ComposeVariables {
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)" + "|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([^}]*))?\\})");

    private static final Pattern NAME = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private ComposeVariables() {}

    /**
     * Replaces every variable.
     *
     * @throws FatalException when a variable that the text requires is not set
     */
    public static String apply(String text, Map<String, String> env) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, env)));
    }

    /** Returns the text that {@link #apply} turns back into the given one. */
    public static String escape(String text) {
        return text.replace("$", "$$");
    }

    /** Returns the names of the variables that a text refers to, in defaults of others too. */
    static Set<String> names(String text) {
        return NAME.matcher(text.replace("$$", ""))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static String replacement(MatchResult found, Map<String, String> env) {
        if (found.group(1) != null) {
            return "$";
        }
        var name = found.group(2) != null ? found.group(2) : found.group(3);
        var value = env.get(name);
        var operator = found.group(4);
        if (operator == null) {
            return value == null ? "" : value;
        }
        var isThere = value != null && !(operator.startsWith(":") && value.isEmpty());
        if (operator.endsWith("+")) {
            return isThere ? apply(found.group(5), env) : "";
        }
        if (isThere) {
            return value;
        }
        if (operator.endsWith("?")) {
            throw new FatalException("required variable " + name + " is missing a value: " + found.group(5));
        }
        return apply(found.group(5), env);
    }
}
