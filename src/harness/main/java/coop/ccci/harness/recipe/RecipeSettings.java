package coop.ccci.harness.recipe;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Tier;
import coop.ccci.host.HumanTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What cc-ci has to know of a recipe to test it, proven valid: the content of {@code recipe.yml}.
 *
 * @param repository where the recipe lives on the forge, {@code owner/name}
 * @param health how it is seen that the app serves
 * @param deploy how long its services may take to converge
 * @param serve how long it may then take to answer
 * @param env variables for the app's {@code .env} file; {@code {domain}} in a value stands for the domain
 * @param upgrade what is special about upgrading it
 * @param expectedNa the tiers that do not apply to this recipe, each with the reason
 * @param witness how to write something into the app and read it back
 * @param trusted whether its compose files may ask for the machine itself, for example for the Docker socket
 * @param verify how to tell a good backup from a bad one, besides what is done for every recipe
 * @param functional how long the recipe's own tests may take, all together
 * @param functionalFresh whether the recipe's own tests run on the freshly installed app too, where there is another
 * @param checks what must be true of the app's pages
 * @param dependencies the recipes of which an app is deployed before this one's, in order
 */
public record RecipeSettings(
        Optional<String> repository,
        Health health,
        Duration deploy,
        Duration serve,
        Map<String, String> env,
        Upgrade upgrade,
        Map<Tier, String> expectedNa,
        Optional<MarkerCommands> witness,
        boolean trusted,
        Optional<Verify> verify,
        Duration functional,
        boolean functionalFresh,
        List<Check> checks,
        List<RecipeName> dependencies) {

    /** What holds for a recipe that brings no {@code recipe.yml}. */
    public static final RecipeSettings DEFAULTS = new RecipeSettings(
            Optional.empty(),
            Health.Page.DEFAULT,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Map.of(),
            new Upgrade(Optional.empty(), Map.of()),
            Map.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            Duration.ofMinutes(10),
            false,
            List.of(),
            List.of());

    /** Copies what could change; variables keep their order. */
    public RecipeSettings {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        expectedNa = Map.copyOf(expectedNa);
        checks = List.copyOf(checks);
        dependencies = List.copyOf(dependencies);
    }

    /**
     * What is special about upgrading a recipe.
     *
     * @param base the version tag to upgrade from, in place of the one that the rule would pick
     * @param env variables that are set in the app's {@code .env} file just before the upgrade
     */
    public record Upgrade(Optional<String> base, Map<String, String> env) {
        /** Copies what could change; variables keep their order. */
        public Upgrade {
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }
    }

    /**
     * Something in the app that must outlive an upgrade and come back with a restore.
     *
     * @param service the service in whose container the commands run, by {@code sh -c}
     * @param write stores the value of {@code $CCCI_WITNESS} in place of any earlier one
     * @param read prints the value that is stored
     */
    public record MarkerCommands(String service, String write, String read) {}

    /**
     * A look at a backup by the recipe's own means.
     *
     * @param service the service in whose container the command runs, by {@code sh -c}
     * @param command ends with 0 when the backup is good
     */
    public record Verify(String service, String command) {}

    /** Returns why a tier does not apply to this recipe; empty when it does. */
    public Optional<String> expectedNotApplicable(Tier tier) {
        return Optional.ofNullable(expectedNa.get(tier));
    }

    /** Returns what of it is not as the defaults, as lines for people; values of variables are left out. */
    public List<String> describe() {
        var lines = new ArrayList<String>();
        repository.ifPresent(name -> lines.add("repository " + name));
        if (!health.equals(DEFAULTS.health)) {
            lines.add(health.describe());
        }
        if (!deploy.equals(DEFAULTS.deploy) || !serve.equals(DEFAULTS.serve)) {
            lines.add("time to converge " + HumanTime.format(deploy) + ", to answer " + HumanTime.format(serve));
        }
        if (!env.isEmpty()) {
            lines.add("variables " + env.keySet());
        }
        upgrade.base.ifPresent(base -> lines.add("upgrade from " + base));
        if (!upgrade.env.isEmpty()) {
            lines.add("variables at the upgrade " + upgrade.env.keySet());
        }
        for (var tier : Tier.values()) {
            expectedNotApplicable(tier).ifPresent(reason -> lines.add("no " + tier.code() + " tier: " + reason));
        }
        if (trusted) {
            lines.add("trusted with the machine itself");
        }
        if (!dependencies.isEmpty()) {
            lines.add("depends on "
                    + String.join(
                            ", ", dependencies.stream().map(RecipeName::value).toList()));
        }
        witness.ifPresent(own -> lines.add("a witness in service " + own.service()));
        checks.forEach(check -> lines.add("a check of " + check.path()));
        if (functionalFresh) {
            lines.add("its own tests on the freshly installed app too");
        }
        verify.ifPresent(own -> lines.add("backup verified in service " + own.service()));
        return lines;
    }
}
