package coop.ccci.harness.traefik;

import coop.ccci.contract.Excerpt;
import coop.ccci.harness.traefik.Rule.RuleException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rule of a router: its grammar is that of Go's expressions (vulcand/predicate), with function calls as atoms. */
final class RuleParser {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_DEPTH = 30;

    private final String text;
    private int at;
    private int depth;

    RuleParser(String text) {
        this.text = text;
    }

    /** @throws RuleException when the text is no rule */
    Rule.Node parse() {
        if (text.length() > MAX_LENGTH) {
            throw new RuleException("it has more than " + MAX_LENGTH + " characters");
        }
        if (text.isBlank()) {
            throw new RuleException("it is empty");
        }
        var rule = any();
        skip();
        if (at < text.length()) {
            throw new RuleException("\"" + rest() + "\" does not belong there");
        }
        return rule;
    }

    private Rule.Node any() {
        var parts = new ArrayList<Rule.Node>();
        do {
            parts.add(all());
        } while (taken("||"));
        return parts.size() == 1 ? parts.get(0) : new Rule.Any(parts);
    }

    private Rule.Node all() {
        var parts = new ArrayList<Rule.Node>();
        do {
            parts.add(one());
        } while (taken("&&"));
        return parts.size() == 1 ? parts.get(0) : new Rule.All(parts);
    }

    private Rule.Node one() {
        if (++depth > MAX_DEPTH) {
            throw new RuleException("it is nested too deeply");
        }
        try {
            if (taken("!")) {
                return new Rule.Not(one());
            }
            if (taken("(")) {
                var inner = any();
                require(")");
                return inner;
            }
            return matcher();
        } finally {
            depth--;
        }
    }

    private Rule.Node matcher() {
        skip();
        var from = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw new RuleException(
                    from == text.length()
                            ? "it ends where a matcher such as Host(`…`) is due"
                            : "\"" + rest() + "\" stands where a matcher such as Host(`…`) is due");
        }
        var name = text.substring(from, at);
        require("(");
        var arguments = new ArrayList<String>();
        if (!taken(")")) {
            do {
                arguments.add(argument());
            } while (taken(","));
            require(")");
        }
        return new Rule.Matcher(name, List.copyOf(arguments));
    }

    private String argument() {
        skip();
        var quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '`' && quote != '"') {
            throw new RuleException("what stands in parentheses has no quotes, as in Host(`…`)");
        }
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (letter == quote) {
                at++;
                return value.toString();
            }
            if (letter == '\\' && quote == '"' && at + 1 < text.length()) {
                at++;
                value.append(text.charAt(at));
            } else {
                value.append(letter);
            }
        }
        throw new RuleException("a " + quote + " is not closed");
    }

    private void require(String word) {
        if (!taken(word)) {
            throw new RuleException("a \"" + word + "\" is missing"
                    + (at < text.length() ? " before \"" + rest() + "\"" : " at its end"));
        }
    }

    private boolean taken(String word) {
        skip();
        var is = text.startsWith(word, at);
        if (is) {
            at += word.length();
        }
        return is;
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String rest() {
        var rest = text.substring(at);
        return Excerpt.cut(rest, 40);
    }
}
