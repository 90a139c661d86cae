package coop.ccci.abra.secret;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.ComposeFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A secret that an app's compose files use.
 *
 * @param id the name in the compose files
 * @param version what follows the last {@code _} of the name on the swarm, for example {@code v1}
 * @param swarmName the name on the swarm, {@code <stack>_<id>_<version>}
 * @param length how many characters a generated value has; 0 lets abra choose words
 * @param charset the words of the {@code charset=} modifier
 * @param isGenerated false when the operator inserts the value by hand ({@code generate=false})
 */
public record SecretSpec(String id, String version, String swarmName, int length, String charset, boolean isGenerated) {
    private static final int MAX_NAME_LENGTH = 64;

    /**
     * Returns the secrets of an app, in the order of its compose files.
     *
     * @param env the values that the compose files see, those of {@code abra.sh} included
     * @throws FatalException when a name is too long for the swarm or lacks its version
     */
    public static List<SecretSpec> of(AppDefinition app, ComposeFiles compose, Map<String, String> env) {
        var inUse = compose.secretsInUse();
        return compose.externalNames("secrets", env).entrySet().stream()
                .filter(named -> inUse.contains(named.getKey()))
                .map(named -> of(app, named.getKey(), named.getValue()))
                .toList();
    }

    private static SecretSpec of(AppDefinition app, String id, String swarmName) {
        var key = "SECRET_" + id.toUpperCase(Locale.ROOT).replace('-', '_') + "_VERSION";
        if (swarmName.endsWith("_")) {
            throw new FatalException("missing version for secret " + id + ": set " + key + " in " + app.file());
        }
        if (swarmName.length() > MAX_NAME_LENGTH) {
            throw new FatalException(
                    "secret " + id + " is > " + MAX_NAME_LENGTH + " chars when combined with " + app.stack());
        }
        var modifiers = app.env().modifiers(key);
        return new SecretSpec(
                id,
                swarmName.substring(swarmName.lastIndexOf('_') + 1),
                swarmName,
                length(id, modifiers.getOrDefault("length", "0")),
                modifiers.getOrDefault("charset", "default"),
                !modifiers.getOrDefault("generate", "true").equals("false"));
    }

    private static int length(String id, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new FatalException("secret " + id + " has the length \"" + digits + "\": give a number", e);
        }
    }
}
