package coop.ccci.abra.deploy;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.recipe.AbraSh;
import coop.ccci.abra.recipe.ComposeFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values that an app's compose files see: its env, {@code STACK_NAME}, and over them the recipe's exports. */
public final class ComposeEnv {
    private ComposeEnv() {}

    /** Returns the values, with the recipe as it is checked out. */
    public static Map<String, String> of(AppDefinition app, Path recipe) {
        var env = new LinkedHashMap<>(app.composeEnv());
        env.putAll(AbraSh.exports(recipe));
        return env;
    }

    /**
     * Returns the values that the files refer to. No other one is handed to the {@code docker} program: abra replaces the
     * variables itself, and its Docker sees none of an app's settings.
     */
    public static Map<String, String> referredTo(ComposeFiles compose, Map<String, String> env) {
        var referred = new LinkedHashMap<>(env);
        referred.keySet().retainAll(compose.variables());
        return referred;
    }
}
