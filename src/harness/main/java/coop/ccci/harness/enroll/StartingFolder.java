package coop.ccci.harness.enroll;

import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Writes the {@code recipe.yml} with which a recipe begins: what was seen of it, and what only a person can know. What a person
 * has to put in begins with {@code CHANGEME}, which the schema takes for no value.
 */
public final class StartingFolder {
    private StartingFolder() {}

    /**
     * Returns the text of {@code recipe.yml}; it is valid as it stands.
     *
     * @param name the recipe's name, as its own sample has it
     * @param repository {@code owner/name} on the forge, where it is called otherwise than the recipe
     * @param seen what was seen of the recipe
     */
    public static String recipeYml(String name, Optional<String> repository, RecipeProfile seen) {
        var text = new StringJoiner("\n", "", "\n");
        text.add("# What cc-ci has to know of " + name + ". Every key is explained in docs/recipe-yml.md.");
        text.add("# Seen in the recipe: " + services(seen)
                + (seen.volumes().isEmpty() ? "; no volumes" : "; volumes " + String.join(", ", seen.volumes())) + ".");
        repository.ifPresent(place -> text.add("repository: " + place));
        text.add("");
        health(text, seen);
        text.add("");
        text.add("# How long the services may take to converge, and the app then to answer.");
        text.add("timeouts:");
        text.add("  deploy: 10m");
        text.add("  serve: 5m");
        text.add("");
        backup(text, seen);
        checks(text, seen);
        return text.toString();
    }

    private static String services(RecipeProfile seen) {
        return seen.images().entrySet().stream()
                .map(service ->
                        service.getKey() + (service.getValue().isEmpty() ? "" : " (" + service.getValue() + ")"))
                .collect(Collectors.joining(", ", seen.images().size() == 1 ? "service " : "services ", ""));
    }

    private static void health(StringJoiner text, RecipeProfile seen) {
        if (seen.routed().isEmpty()) {
            var port = seen.ports().values().stream()
                    .flatMap(java.util.List::stream)
                    .findFirst();
            text.add(
                    "# No router of Traefik leads to the app's own domain (under deploy.labels), so there is no page to ask.");
            if (port.isPresent()) {
                text.add("health:");
                text.add("  tcp: " + port.get());
            } else {
                text.add(
                        "# Nor is a port published on the machine. Until you say in a sentence why nothing can be asked of this");
                text.add("# app, a run ends before anything is deployed:");
                text.add("# health:");
                text.add("#   none: CHANGEME, why nothing can be asked, 10 to 300 characters");
            }
            return;
        }
        text.add(
                "# What is asked, through Traefik, to see that the app serves. A path that is only answered when the app");
        text.add("# works with all that it needs is better than its landing page.");
        var path = seen.routed().stream()
                .filter(seen.healthPaths()::containsKey)
                .findFirst()
                .map(service -> Map.entry(service, seen.healthPaths().get(service)));
        path.ifPresent(
                found -> text.add("# The health check of " + found.getKey() + " asks " + found.getValue() + "."));
        text.add("health:");
        text.add("  path: " + path.map(Map.Entry::getValue).orElse("/"));
        text.add(
                "  # codes: [200]          # what counts as an answer besides 2xx, for example where a login is asked for");
    }

    private static void backup(StringJoiner text, RecipeProfile seen) {
        if (!seen.backedUp()) {
            text.add(
                    "# No service has backupbot.backup=true under deploy.labels: backup and restore stay unverified, and the");
            text.add("# level is 2 at most. Where the app keeps nothing that is worth a backup, say so:");
            text.add("# expected_na:");
            text.add("#   backup: CHANGEME, why nothing is worth a backup, 10 to 300 characters");
            text.add("#   restore: CHANGEME, the same");
            text.add("");
            return;
        }
        if (seen.databases().isEmpty()) {
            text.add(
                    "# Something in the app that must outlive an upgrade and come back with a restore. Without it cc-ci writes a");
            text.add("# file of its own into a volume, which says nothing about the app's data.");
        } else {
            text.add("# "
                    + seen.databases().entrySet().stream()
                            .map(database -> database.getKey() + " is a database (" + database.getValue() + ")")
                            .collect(Collectors.joining(", "))
                    + ": only a witness in it proves that a restore");
            text.add("# brings its data back. The commands run by sh -c in the service's container.");
        }
        var service = seen.databases().keySet().stream()
                .findFirst()
                .or(() -> seen.routed().stream().findFirst())
                .orElse("app");
        text.add("# witness:");
        text.add("#   service: " + service);
        text.add("#   write: CHANGEME, store \"$CCCI_WITNESS\" in place of any earlier one");
        text.add("#   read: CHANGEME, print what is stored");
        text.add("");
    }

    private static void checks(StringJoiner text, RecipeProfile seen) {
        if (seen.routed().isEmpty()) {
            text.add(
                    "# What the app is for, only its recipe can know: write JUnit tests in functional/ (docs/recipe-tests.md).");
            text.add("# Without them the rung functional stays unverified, and the level is 3 at most.");
            return;
        }
        text.add(
                "# What must be true of the app's pages. For everything else (log in, write and read back) write JUnit tests in");
        text.add("# functional/: docs/recipe-tests.md.");
        text.add("checks:");
        text.add("  - path: /");
        text.add("    # title: CHANGEME, the page's title");
        text.add("    # text: CHANGEME, what a visitor reads on it");
    }
}
