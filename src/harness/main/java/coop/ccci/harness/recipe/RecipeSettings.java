package coop.ccci.harness.recipe;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What cc-ci has to know of a recipe to test it, proven valid: the content of {@code recipe.yml}.
 *
 * @param healthPath the path that is asked for the app's answer
 * @param healthCodes the status codes that count as an answer of the app
 * @param deploy how long its services may take to converge
 * @param serve how long it may then take to answer
 * @param env variables for the app's {@code .env} file; {@code {domain}} in a value stands for the domain
 */
public record RecipeSettings(
        String healthPath, Set<Integer> healthCodes, Duration deploy, Duration serve, Map<String, String> env) {

    /** What holds for a recipe that brings no {@code recipe.yml}. */
    public static final RecipeSettings DEFAULTS =
            new RecipeSettings("/", Set.of(200, 301, 302), Duration.ofMinutes(10), Duration.ofMinutes(5), Map.of());

    /** Copies what could change; variables keep their order. */
    public RecipeSettings {
        healthCodes = Set.copyOf(healthCodes);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** What of it is not as the defaults, as lines for the log; values of variables are left out. */
    public List<String> shown() {
        return List.of(
                "health path " + healthPath + ", codes "
                        + healthCodes.stream().sorted().toList(),
                "time to converge " + deploy.toSeconds() + " s, to answer " + serve.toSeconds() + " s",
                "variables " + env.keySet());
    }
}
