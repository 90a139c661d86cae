package coop.ccci.reconcile.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app of a recipe as it should be.
 *
 * @param recipe the recipe's name
 * @param version the release that is deployed, never another
 * @param domain the app's domain, which is its name in abra
 * @param settings lines of the app's {@code .env} file
 * @param secretSettings lines whose values are the contents of files
 * @param secrets what goes into secrets of the swarm
 * @param probe the path that answers with success when all is well; empty for an app without pages
 */
public record RecipeWish(
        String recipe,
        String version,
        String domain,
        Map<String, String> settings,
        Map<String, Path> secretSettings,
        List<SecretWish> secrets,
        Optional<String> probe) {

    /**
     * A secret of the app.
     *
     * @param id its name in the recipe's compose file
     * @param versionKey the line of the {@code .env} file that says which version of it is used
     * @param file what is in it
     */
    public record SecretWish(String id, String versionKey, Path file) {}

    /** Copies what could change. */
    public RecipeWish {
        settings = Map.copyOf(settings);
        secretSettings = Map.copyOf(secretSettings);
        secrets = List.copyOf(secrets);
    }
}
