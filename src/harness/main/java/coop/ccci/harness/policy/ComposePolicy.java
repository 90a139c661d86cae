package coop.ccci.harness.policy;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.policy.PolicyValue.JudgedRecipe;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a recipe's compose files may ask for: the keys, and the shapes of their values, that a recipe needs on a swarm
 * (docs/what-a-recipe-may-do.md). Whoever may mount the Docker socket, a folder of the host or another app's secrets owns the
 * machine, and a pull request is written by somebody else: so all else is refused, unless an operator trusts the recipe by
 * {@code trusted: true} in {@code recipe-tests/<recipe>/recipe.yml}. Nothing in the pull request itself can say so.
 *
 * <p>It is a list of what is allowed, so that a key which nobody has thought of, or which the next version of Docker brings,
 * is no way around it.
 */
public final class ComposePolicy {
    static final Keys FILE = new Keys()
            .key("version", "a text, which swarm does not use", Shapes::single)
            .key("services", "", Shapes.named(ServiceShape::judge))
            .key("networks", "", Shapes.named(StackShapes.network()))
            .key("volumes", "", Shapes.named(StackShapes.object(StackShapes.VOLUME, "volume")))
            .key("secrets", "", Shapes.named(StackShapes.object(StackShapes.SECRET, "secret")))
            .key("configs", "", Shapes.named(StackShapes.object(StackShapes.CONFIG, "config")))
            .key("include", "nothing", Shapes.nothing("other compose files, which are not looked at"));

    private ComposePolicy() {}

    /**
     * Something that a recipe asks for and does not get without trust.
     *
     * @param place the file with its line, and the key, for example {@code compose.yml:12 services.app.privileged}
     * @param what what it asks for and what is allowed, for people
     */
    public record Violation(String place, String what) {
        @Override
        public String toString() {
            return place + ": " + what;
        }
    }

    /**
     * Looks at every file.
     *
     * @param checkout the recipe, whose own files may be configs and secrets
     * @param app whose own volumes, secrets and configs may be used
     * @return what is too much; at most a hundred
     */
    public static List<Violation> findings(Compose compose, Path checkout, RunApp app) {
        var found = Findings.none();
        var recipe = new JudgedRecipe(checkout, app, shared(compose, checkout, app));
        compose.documents()
                .forEach((file, document) ->
                        FILE.judge(new PolicyValue(document, "", recipe, new Findings(file, found))));
        LabelPolicy.judge(compose, app, found);
        return List.copyOf(found);
    }

    /** The keys under which any of the files has the network that all apps share. */
    private static Set<String> shared(Compose compose, Path checkout, RunApp app) {
        var shared = new TreeSet<>(Set.of(StackShapes.PROXY));
        var nobody = new JudgedRecipe(checkout, app, Set.of());
        compose.documents().values().forEach(document -> document.at("networks")
                .ifPresent(networks -> networks.entries().forEach((key, network) -> {
                    var judged = new PolicyValue(network, "networks." + key, nobody, new Findings("", Findings.none()));
                    if (StackShapes.isExternal(judged)) {
                        shared.add(key);
                    }
                })));
        return shared;
    }

    /**
     * Passes where there is nothing to find, or where the recipe is trusted.
     *
     * @return one clause for people
     * @throws RunException of the recipe that names every finding
     */
    public static String check(Compose compose, Path checkout, RunApp app, boolean trusted) {
        var findings = findings(compose, checkout, app);
        if (findings.isEmpty()) {
            return "asks nothing of the machine";
        }
        var lines = new ArrayList<String>();
        findings.forEach(finding -> lines.add(finding.toString()));
        if (trusted) {
            return "trusted, asks for " + String.join("; ", lines);
        }
        throw RunException.recipe(
                "the recipe asks for more than a recipe gets: " + lines.get(0)
                        + (lines.size() > 1 ? " (and " + (lines.size() - 1) + " more)" : "")
                        + "; an operator may set trusted: true in the recipe's recipe.yml in recipe-tests",
                lines);
    }
}
