package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.util.Map;

/**
 * Replaces variables in a compose file's values as Docker's own loader does: {@code $NAME}, <code>${NAME}</code> with
 * {@code :-}, {@code -}, {@code :+}, {@code +}, {@code :?} and {@code ?}, defaults that have variables in them, and
 * {@code $$} for a dollar (the compose specification, "Interpolation").
 */
final class Interpolation {
    private static final int MAX_DEPTH = 10;

    /** The long s and the sign for Kelvin are letters of a name where upper and lower case are the same, as for Docker. */
    private static final String ALSO_LETTERS = "\u017F\u212A";

    private final String text;
    private final Map<String, String> variables;
    private final String place;
    private final int depth;
    private int at;

    private Interpolation(String text, Map<String, String> variables, String place, int depth) {
        this.text = text;
        this.variables = variables;
        this.place = place;
        this.depth = depth;
    }

    /**
     * Replaces every variable; one that is not set is empty.
     *
     * @param place where the text stands, for example {@code compose.yml:12}
     * @throws RunException of the recipe when the text cannot be read so, or asks for a variable that must be set
     */
    static String of(String text, Map<String, String> variables, String place) {
        return text.indexOf('$') < 0 ? text : new Interpolation(text, variables, place, 0).replaced();
    }

    private String replaced() {
        if (depth > MAX_DEPTH) {
            throw refused("its defaults are nested too deeply");
        }
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
                replaced.append(variables.getOrDefault(name(), ""));
            }
        }
        return replaced.toString();
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
        for (var open = 1; at < text.length(); at++) {
            if (text.charAt(at) == '{' && text.charAt(at - 1) == '$') {
                open++;
            } else if (text.charAt(at) == '}' && --open == 0) {
                return text.substring(from, at++);
            }
        }
        throw refused("a ${ is not closed");
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
            case '-' -> given ? value : nested(argument);
            case '+' -> given ? nested(argument) : "";
            case '?' -> {
                if (!given) {
                    throw refused("the variable " + name + " must be set: " + argument);
                }
                yield value;
            }
            default -> throw refused("${" + expression + "} is not known");
        };
    }

    private String nested(String argument) {
        return new Interpolation(argument, variables, place, depth + 1).replaced();
    }

    private static boolean isName(char letter, boolean inside) {
        var isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        return letter == '_' || isLetter || (inside && letter >= '0' && letter <= '9');
    }

    private RunException refused(String why) {
        var shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return RunException.recipe(place + " says \"" + shown + "\", which cannot be read: " + why);
    }
}
