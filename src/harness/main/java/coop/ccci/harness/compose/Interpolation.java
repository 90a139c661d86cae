package coop.ccci.harness.compose;

import coop.ccci.contract.Excerpt;
import coop.ccci.harness.result.RunException;
import java.util.Map;

/**
 * Replaces variables in a compose file's values as {@code docker stack deploy} does, whose loader abra is built with:
 * {@code $NAME}, <code>${NAME}</code> with {@code :-}, {@code -}, {@code :?} and {@code ?}, and {@code $$} for a dollar.
 *
 * <p>That loader is simpler than the compose specification and than {@code docker compose}, and where they differ a text does
 * not say what it seems to say. Such a text is refused. In the loader (github.com/docker/cli, cli/compose/template; tried with
 * 28.2) {@code +} is not known, a default ends at the first brace and is a text in which no variable is replaced, an operator
 * behind a name without braces takes all that follows for its default, and which operator it is, is what is found first of
 * {@code :-}, {@code -}, {@code :?} and {@code ?} anywhere in the braces.
 */
final class Interpolation {
    /** The long s and the sign for Kelvin are letters of a name where upper and lower case are the same, as for Docker. */
    private static final String ALSO_LETTERS = "\u017F\u212A";

    private final String text;
    private final Map<String, String> variables;
    private final String place;
    private int at;

    private Interpolation(String text, Map<String, String> variables, String place) {
        this.text = text;
        this.variables = variables;
        this.place = place;
    }

    /**
     * Replaces every variable; one that is not set is empty.
     *
     * @param place where the text stands, for example {@code compose.yml:12}
     * @throws RunException of the recipe when the text cannot be read so, or asks for a variable that must be set
     */
    static String of(String text, Map<String, String> variables, String place) {
        return text.indexOf('$') < 0 ? text : new Interpolation(text, variables, place).replaced();
    }

    private String replaced() {
        var replaced = new StringBuilder();
        while (at < text.length()) {
            var letter = text.charAt(at++);
            if (letter != '$') {
                replaced.append(letter);
            } else if (at < text.length() && text.charAt(at) == '$') {
                at++;
                replaced.append('$');
            } else if (at < text.length() && text.charAt(at) == '{') {
                at++;
                replaced.append(braced(upToBrace()));
            } else {
                replaced.append(variables.getOrDefault(bare(), ""));
            }
        }
        return replaced.toString();
    }

    private String bare() {
        var name = name();
        if (text.startsWith("-", at)
                || text.startsWith("?", at)
                || text.startsWith(":-", at)
                || text.startsWith(":?", at)) {
            throw refused("Docker takes what follows $" + name + " for its default, and leaves it out where " + name
                    + " is set; write ${" + name + "} where that is text of its own");
        }
        return name;
    }

    private String name() {
        var from = at;
        while (at < text.length() && isName(text.charAt(at), at > from)) {
            at++;
        }
        if (at < text.length() && ALSO_LETTERS.indexOf(text.charAt(at)) >= 0) {
            throw refused(
                    "a variable's name has the letter " + text.charAt(at) + ", which Docker takes for another one");
        }
        if (at == from) {
            throw refused("a single $ begins a variable; write $$ for a dollar");
        }
        return own(text.substring(from, at));
    }

    /** Docker's client knows the variables of the program that starts it, too. */
    private String own(String name) {
        ReservedVariables.ofPrograms(name).ifPresent(why -> {
            throw refused(why);
        });
        return name;
    }

    private String upToBrace() {
        var from = at;
        at = text.indexOf('}', from) + 1;
        if (at == 0) {
            throw refused("a ${ is not closed");
        }
        var expression = text.substring(from, at - 1);
        if (expression.contains("${")) {
            throw refused("for Docker ${" + expression
                    + "} ends there, at the first brace: what stands for a variable can have no"
                    + " other in it; give a default that is a text, or set the variable in .env.sample");
        }
        return expression;
    }

    private String braced(String expression) {
        var end = 0;
        while (end < expression.length() && isName(expression.charAt(end), end > 0)) {
            end++;
        }
        var name = own(expression.substring(0, end));
        var rest = expression.substring(end);
        var value = variables.get(name);
        if (name.isEmpty()) {
            throw refused("${" + expression + "} names no variable");
        }
        if (rest.isEmpty()) {
            return value == null ? "" : value;
        }
        var strict = rest.startsWith(":");
        var operator = rest.charAt(strict && rest.length() > 1 ? 1 : 0);
        var argument = rest.substring(strict ? Math.min(2, rest.length()) : 1);
        var given = value != null && !(strict && value.isEmpty());
        return switch (operator) {
            case '-' -> {
                require(strict || !argument.contains(":-"), name, argument, ":-");
                yield given ? value : literal(argument);
            }
            case '?' -> {
                require(!argument.contains("-"), name, argument, "-");
                require(strict || !argument.contains(":?"), name, argument, ":?");
                if (!given) {
                    throw refused("the variable " + name + " must be set: " + argument);
                }
                yield value;
            }
            case '+' ->
                throw refused("${" + expression + "}: \"docker stack deploy\" and abra do not know the operator +");
            default -> throw refused("${" + expression + "} is not known");
        };
    }

    private String literal(String argument) {
        if (argument.indexOf('$') >= 0) {
            throw refused(
                    "Docker takes the default \"" + argument + "\" as it stands, and replaces no variable in it; give a"
                            + " default that is a text, or set the variable in .env.sample");
        }
        return argument;
    }

    private void require(boolean holds, String name, String argument, String operator) {
        if (!holds) {
            throw refused("Docker looks for \"" + operator + "\" before other operators, and finds it in \"" + argument
                    + "\"; write what stands behind " + name + " without it");
        }
    }

    private static boolean isName(char letter, boolean inside) {
        var isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        return letter == '_' || isLetter || (inside && letter >= '0' && letter <= '9');
    }

    private RunException refused(String why) {
        var shown = Excerpt.cut(text, 80);
        return RunException.recipe(place + " says \"" + shown + "\", which cannot be read: " + why);
    }
}
