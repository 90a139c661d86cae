package coop.ccci.bridge.admission;

import coop.ccci.bridge.ledger.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Who may ask for what, as the operator set it.
 *
 * @param repositories the repositories that may have runs
 * @param allowlist login names in lower case of accounts that need not be members
 * @param bots login names in lower case of programs, which are never answered
 * @param recipeTests the folder with one folder per enrolled recipe
 */
public record AdmissionSettings(
        Set<Repository> repositories, Set<String> allowlist, Set<String> bots, Path recipeTests) {
    /** Copies the sets. */
    public AdmissionSettings {
        repositories = Set.copyOf(repositories);
        allowlist = Set.copyOf(allowlist);
        bots = Set.copyOf(bots);
    }

    boolean isAllowed(String login) {
        return allowlist.contains(login.toLowerCase(Locale.ROOT));
    }

    boolean isBot(String login) {
        return bots.contains(login.toLowerCase(Locale.ROOT));
    }

    boolean isEnrolled(Repository repository) {
        return repositories.contains(repository)
                && repository
                        .recipe()
                        .filter(recipe -> Files.isDirectory(recipeTests.resolve(recipe.value())))
                        .isPresent();
    }
}
