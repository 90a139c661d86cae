package coop.ccci.harness.traefik;

import java.util.List;
import java.util.Optional;

/**
 * A router that labels ask Traefik for.
 *
 * @param tcp whether it takes connections rather than requests
 * @param name its name, without a provider
 * @param service the service of the compose file whose labels it is made of
 * @param rule its rule; empty where none is given
 * @param entryPoints the names of its entry points; empty where none is given, which stands for all of them
 * @param middlewares the names of its middlewares, as they are written
 * @param target the name of its service of Traefik, as it is written; empty where none is given
 * @param oldSyntax whether it says that its rule is of Traefik 2
 * @param prefix how the keys of its labels begin, with a dot at the end
 */
record Router(
        boolean tcp,
        String name,
        String service,
        Optional<String> rule,
        List<String> entryPoints,
        List<String> middlewares,
        Optional<String> target,
        boolean oldSyntax,
        String prefix) {
    /** Returns the rule, where there is one that can be read. */
    Optional<Rule> readable() {
        try {
            return rule.map(Rule::parse);
        } catch (Rule.RuleException e) {
            return Optional.empty();
        }
    }

    /** Returns what a request to a path of a host comes to; what cannot be read may match. */
    Rule.Truth test(String host, String path) {
        return rule.isEmpty()
                ? Rule.Truth.NO
                : readable().map(read -> read.test(host, path)).orElse(Rule.Truth.MAYBE);
    }
}
