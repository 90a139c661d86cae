package coop.ccci.harness.traefik;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a router's rule can match nothing but requests for an app's own hosts. What is not certain is no. */
final class OwnRule {
    /** What may stand before the domain in a regular expression: nothing that begins another alternative. */
    private static final Pattern BEFORE = Pattern.compile(
            "\\^?(?:[A-Za-z0-9_.+*?-]|\\\\[.dwDW-]|\\[[^\\[\\]\\\\]*]|\\((?:\\?:)?[A-Za-z0-9_.+*?|-]*\\))*+");

    private static final Pattern BEFORE_IN_2 = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*(?::[^{}|]*)?}\\.");

    private final OwnNames own;

    OwnRule(OwnNames own) {
        this.own = own;
    }

    /** Returns why a rule is not the app's own, one clause; empty where it is. */
    Optional<String> problem(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (text.indexOf('"') >= 0 && text.indexOf('\\') >= 0) {
            return Optional.of("the rule " + text + " has a \\ in double quotes, which says something else to Traefik"
                    + " than it shows: write the values in back-ticks, Host(`${DOMAIN}`)");
        }
        try {
            return pins(Rule.parse(text).root())
                    ? Optional.empty()
                    : Optional.of(
                            "the rule " + text + " matches hosts that are not the app's own: every alternative of it"
                                    + " has to name the app's own host, Host(`${DOMAIN}`), beside whatever else it asks for");
        } catch (Rule.RuleException e) {
            return Optional.of("the rule " + text + " cannot be read: " + e.getMessage());
        }
    }

    /** Returns whether a rule takes every connection of its entry point. */
    static boolean isForAll(String text) {
        return text.strip().matches("(?i)HostSNI\\(\\s*[`\"']\\*[`\"']\\s*\\)");
    }

    private boolean pins(Rule.Node node) {
        return node.match(
                this::pins, not -> false, all -> all.parts().stream().anyMatch(this::pins), any -> any.parts().stream()
                        .allMatch(this::pins));
    }

    private boolean pins(Rule.Matcher matcher) {
        var arguments = matcher.arguments();
        return switch (matcher.key()) {
            case "host", "hostheader", "hostsni" ->
                !arguments.isEmpty() && arguments.stream().allMatch(own::isOwnHost);
            case "hostregexp", "hostsniregexp" ->
                !arguments.isEmpty() && arguments.stream().allMatch(this::isOwnPattern);
            default -> false;
        };
    }

    /** Traefik 3 looks for the pattern anywhere in the host, Traefik 2 holds one with braces against the whole. */
    private boolean isOwnPattern(String pattern) {
        for (var domain : new String[] {own.domain(), own.domain().replace(".", "\\.")}) {
            if (pattern.endsWith("." + domain)
                    && BEFORE_IN_2
                            .matcher(pattern.substring(0, pattern.length() - domain.length()))
                            .matches()) {
                return true;
            }
            var end = domain + "$";
            if (pattern.equals("^" + end)) {
                return true;
            }
            if (pattern.endsWith("\\." + end)
                    && BEFORE.matcher(pattern.substring(0, pattern.length() - end.length()))
                            .matches()) {
                return true;
            }
        }
        return false;
    }
}
