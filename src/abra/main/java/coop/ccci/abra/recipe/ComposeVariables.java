package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the variables of a compose file's text the way the Docker CLI does, with which abra is built: {@code $VAR},
 * {@code ${VAR}}, {@code ${VAR:-default}}, {@code ${VAR-default}}, {@code ${VAR:?message}}, {@code ${VAR?message}}, and
 * {@code $$} for one dollar. An unset variable is empty. It is its expression and its order of operators, with all that
 * surprises: a default is a text that ends at the first brace, and an operator needs no braces
 * (github.com/docker/cli, cli/compose/template/template.go).
 */
public final class ComposeVariables {
    private static final String VARIABLE_WITH_OPERATOR = "([_a-z][_a-z0-9]*(?::?[-?][^}]*)?)";

    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?:(\\$)|" + VARIABLE_WITH_OPERATOR + "|\\{" + VARIABLE_WITH_OPERATOR + "\\}|())",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern NAME = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private ComposeVariables() {}

    /**
     * Replaces every variable.
     *
     * @throws FatalException when a variable that the text requires is not set, or a dollar begins none
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
        if (found.group(4) != null) {
            throw new FatalException("invalid interpolation format; you may need to escape any $ with another $");
        }
        var substitution = found.group(2) != null ? found.group(2) : found.group(3);
        for (var operator : List.of(":-", "-", ":?", "?")) {
            var at = substitution.indexOf(operator);
            if (at >= 0) {
                return operated(
                        operator, substitution.substring(0, at), substitution.substring(at + operator.length()), env);
            }
        }
        return env.getOrDefault(substitution, "");
    }

    private static String operated(String operator, String name, String argument, Map<String, String> env) {
        var value = env.get(name);
        if (value != null && !(operator.startsWith(":") && value.isEmpty())) {
            return value;
        }
        if (operator.endsWith("?")) {
            throw new FatalException("required variable " + name + " is missing a value: " + argument);
        }
        return argument;
    }
}
