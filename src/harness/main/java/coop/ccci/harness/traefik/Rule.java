package coop.ccci.harness.traefik;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rule of a router: matchers such as <code>Host(`example.org`)</code>, joined by {@code &&}, {@code ||}, {@code !} and
 * parentheses (doc.traefik.io, "Rules and priority"). What a matcher would say of a request is known or not.
 */
final class Rule {
    private static final Pattern NAMED = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*(:([^{}]*(\\{[^{}]*})?[^{}]*))?}");
    private static final Set<String> HOSTS = Set.of("host", "hostheader", "hostsni");
    private static final Set<String> HOST_PATTERNS = Set.of("hostregexp", "hostsniregexp");

    private final Node root;

    private Rule(Node root) {
        this.root = root;
    }

    /**
     * Reads a rule.
     *
     * @throws RuleException when it cannot be read
     */
    static Rule parse(String text) {
        return new Rule(new RuleParser(text).parse());
    }

    /** What is known of whether something holds. */
    enum Truth {
        /** It does not. */
        NO,
        /** It depends on more than is known. */
        MAYBE,
        /** It does. */
        YES;

        private Truth not() {
            return this == MAYBE ? MAYBE : this == YES ? NO : YES;
        }
    }

    /** A rule that cannot be read; the message says why, one clause. */
    static final class RuleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RuleException(String message) {
            super(message);
        }
    }

    /** A part of a rule. */
    sealed interface Node {
        /** Returns what the function for this kind of part says. */
        <T> T match(Function<Matcher, T> matcher, Function<Not, T> not, Function<All, T> all, Function<Any, T> any);

        /** Returns whether a request to a path of a host matches. */
        Truth test(String host, String path);

        /** Gives every matcher, from left to right. */
        void matchers(Consumer<Matcher> each);
    }

    /**
     * One matcher.
     *
     * @param name as it is written
     * @param arguments without their quotes
     */
    record Matcher(String name, List<String> arguments) implements Node {
        String key() {
            return name.toLowerCase(Locale.ROOT);
        }

        @Override
        public <T> T match(
                Function<Matcher, T> matcher, Function<Not, T> not, Function<All, T> all, Function<Any, T> any) {
            return matcher.apply(this);
        }

        @Override
        public void matchers(Consumer<Matcher> each) {
            each.accept(this);
        }

        @Override
        public Truth test(String host, String path) {
            if (HOSTS.contains(key())) {
                return any(argument -> truth(argument.equals("*") || argument.equalsIgnoreCase(host)));
            }
            if (HOST_PATTERNS.contains(key())) {
                return any(argument -> found(argument, host));
            }
            return switch (key()) {
                case "path" -> any(argument -> truth(argument.equals(path)));
                case "pathprefix" -> any(argument -> truth(path.startsWith(argument)));
                case "pathregexp" -> any(argument -> found(argument, path));
                case "method" -> any(argument -> truth(argument.equalsIgnoreCase("GET")));
                default -> Truth.MAYBE;
            };
        }

        private Truth any(Function<String, Truth> of) {
            return arguments.stream().map(of).max(Truth::compareTo).orElse(Truth.MAYBE);
        }

        private static Truth truth(boolean known) {
            return known ? Truth.YES : Truth.NO;
        }

        /** In the form of Traefik 2 the whole must match; a part of it in braces may be anything that is not known. */
        private static Truth found(String pattern, String text) {
            try {
                if (NAMED.matcher(pattern).find()) {
                    var written = NAMED.matcher(pattern)
                            .replaceAll(part -> java.util.regex.Matcher.quoteReplacement(
                                    part.group(2) == null ? "[^.]+" : "(?:" + part.group(2) + ")"));
                    return truth(Pattern.compile(written).matcher(text).matches());
                }
                return truth(Pattern.compile(pattern).matcher(text).find());
            } catch (PatternSyntaxException e) {
                return Truth.MAYBE;
            }
        }
    }

    record Not(Node part) implements Node {
        @Override
        public <T> T match(
                Function<Matcher, T> matcher, Function<Not, T> not, Function<All, T> all, Function<Any, T> any) {
            return not.apply(this);
        }

        @Override
        public Truth test(String host, String path) {
            return part.test(host, path).not();
        }

        @Override
        public void matchers(Consumer<Matcher> each) {
            part.matchers(each);
        }
    }

    record All(List<Node> parts) implements Node {
        @Override
        public <T> T match(
                Function<Matcher, T> matcher, Function<Not, T> not, Function<All, T> all, Function<Any, T> any) {
            return all.apply(this);
        }

        @Override
        public Truth test(String host, String path) {
            return parts.stream()
                    .map(part -> part.test(host, path))
                    .min(Truth::compareTo)
                    .orElse(Truth.YES);
        }

        @Override
        public void matchers(Consumer<Matcher> each) {
            parts.forEach(part -> part.matchers(each));
        }
    }

    record Any(List<Node> parts) implements Node {
        @Override
        public <T> T match(
                Function<Matcher, T> matcher, Function<Not, T> not, Function<All, T> all, Function<Any, T> any) {
            return any.apply(this);
        }

        @Override
        public Truth test(String host, String path) {
            return parts.stream()
                    .map(part -> part.test(host, path))
                    .max(Truth::compareTo)
                    .orElse(Truth.NO);
        }

        @Override
        public void matchers(Consumer<Matcher> each) {
            parts.forEach(part -> part.matchers(each));
        }
    }

    /** Returns what the whole is made of. */
    Node root() {
        return root;
    }

    /** Returns whether a request to a path of a host matches. */
    Truth test(String host, String path) {
        return root.test(host, path);
    }

    /** Returns its matchers, from left to right. */
    List<Matcher> matchers() {
        var all = new ArrayList<Matcher>();
        root.matchers(all::add);
        return all;
    }

    /** Returns the paths that it names: those that a page may be at, as they are written. */
    List<String> paths() {
        return matchers().stream()
                .filter(matcher -> matcher.key().equals("path") || matcher.key().equals("pathprefix"))
                .flatMap(matcher -> matcher.arguments().stream())
                .filter(path -> path.startsWith("/") && path.chars().allMatch(letter -> letter > ' ' && letter < 127))
                .filter(path -> !NAMED.matcher(path).find())
                .toList();
    }
}
