package coop.ccci.harness.traefik;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which matchers which version of Traefik takes (doc.traefik.io, "Migration from v2 to v3"). */
final class RuleVersion {
    private static final Map<String, String> ONLY_IN_2 = Map.of(
            "headers", "Header",
            "headersregexp", "HeaderRegexp",
            "hostheader", "Host");
    private static final Set<String> ONLY_IN_3 = Set.of("header", "headerregexp", "pathregexp", "queryregexp");
    private static final Set<String> ONE_ARGUMENT = Set.of(
            "host", "hostregexp", "path", "pathprefix", "pathregexp", "hostsni", "hostsniregexp", "method", "clientip");

    private static final String NAMED_PART = ".*\\{[A-Za-z_][A-Za-z0-9_]*(:.*)?}.*";

    private RuleVersion() {}

    /** Returns why this Traefik does not take a matcher, for people; empty where it does, or where that is not known. */
    static Optional<String> problem(Rule.Matcher matcher, TraefikFacts traefik) {
        var major = traefik.major().orElse(0);
        return major >= 3 ? notIn3(matcher, traefik) : major == 2 ? notIn2(matcher, traefik) : Optional.empty();
    }

    private static Optional<String> notIn2(Rule.Matcher matcher, TraefikFacts traefik) {
        return ONLY_IN_3.contains(matcher.key())
                ? Optional.of(traefik.describe() + " knows no matcher " + matcher.name() + ", which is Traefik 3's")
                : Optional.empty();
    }

    private static Optional<String> notIn3(Rule.Matcher matcher, TraefikFacts traefik) {
        var name = matcher.name();
        if (ONLY_IN_2.containsKey(matcher.key())) {
            return Optional.of(traefik.describe() + " knows no matcher " + name + ", which is Traefik 2's: write "
                    + ONLY_IN_2.get(matcher.key()));
        }
        if (ONE_ARGUMENT.contains(matcher.key()) && matcher.arguments().size() != 1) {
            return Optional.of(traefik.describe() + " takes one value in " + name
                    + ", several are Traefik 2's form: write "
                    + matcher.arguments().stream()
                            .map(value -> name + "(`" + value + "`)")
                            .collect(Collectors.joining(" || ")));
        }
        var isNamed = matcher.key().matches("host(sni)?regexp|path(prefix)?")
                && matcher.arguments().stream().anyMatch(value -> value.matches(NAMED_PART));
        return isNamed
                ? Optional.of("a part in braces as in " + matcher.arguments().get(0) + " is Traefik 2's form; "
                        + traefik.describe()
                        + " takes a regular expression in HostRegexp and PathRegexp, and none elsewhere")
                : Optional.empty();
    }
}
