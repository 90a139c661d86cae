package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.util.Map;

/** The settings of an app that are the harness's own, whatever the recipe's sample says. */
public final class PinnedSettings {
    private PinnedSettings() {}

    /**
     * Sets them, and those of the recipe's folder.
     *
     * @param env the app's settings, as its sample has them
     * @param own the variables of {@code recipe.yml}; <code>{domain}</code> in a value stands for the domain
     * @throws RunException of the recipe when its sample sets the name of the stack
     */
    public static void pin(EnvFile env, RunApp app, Map<String, String> own) {
        if (env.variables().containsKey("STACK_NAME")) {
            throw RunException.recipe(
                    "the recipe's .env.sample sets STACK_NAME: an app's stack is named after its domain"
                            + " alone; take the line out");
        }
        env.set("DOMAIN", app.domain());
        env.set("EXTRA_DOMAINS", "");
        env.set("LETS_ENCRYPT_ENV", "");
        own.forEach((name, value) -> env.set(name, value.replace("{domain}", app.domain())));
        env.set("STACK_NAME", app.stack());
    }
}
