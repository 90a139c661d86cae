package coop.ccci.harness.cli;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeFolders;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where recipes and their folders are, for commands that look and deploy nothing: as for a run. */
final class RecipePlace {
    private final Map<String, String> environment;
    private final Optional<String> given;

    /**
     * Makes ready.
     *
     * @param environment this process's own
     * @param given the address that somebody gave
     */
    RecipePlace(Map<String, String> environment, Optional<String> given) {
        this.environment = environment;
        this.given = given.or(() -> variable("SRC"));
    }

    /**
     * Returns what somebody asked for.
     *
     * @param recipe a recipe's name, or its folder, as for a run
     * @throws RunException of usage when there is no such folder, or an address besides
     */
    RunTarget target(String recipe) {
        return RunTarget.of(Optional.of(recipe), given);
    }

    /**
     * A recipe that was cloned.
     *
     * @param checkout the recipe, in a folder of its name
     * @param commit which
     * @param repository the name of its repository; empty where that is any folder of this machine
     * @param owner whose it is on the forge
     * @param hasOlderVersion whether a version was published before this commit
     */
    record Fetched(Path checkout, Commit commit, Optional<String> repository, String owner, boolean hasOlderVersion) {}

    /** Where recipes' folders are. */
    RecipeFolders recipeTests() {
        return RecipeFiles.all(this::variable);
    }

    /** What a recipe without a folder has. */
    RecipeFiles noFiles() {
        return RecipeFiles.NONE;
    }

    /**
     * Clones a recipe.
     *
     * @param repository {@code owner/name}, where its folder says so
     * @param work an empty folder
     * @return empty where nobody says where recipes are
     * @throws RunException as {@link Clone#into} does
     */
    Optional<Fetched> fetch(
            RunTarget asked, Optional<String> repository, Optional<String> ref, Path work, Deadline deadline) {
        var name = asked.name();
        return RecipeSource.address(asked.source(), this::variable, name, repository)
                .map(address -> {
                    var source = RecipeSource.parse(address);
                    var checkout = work.resolve("recipe").resolve(name.value());
                    var history = new Clone(source, ref.map(Commit::new), Optional.empty()).into(checkout, deadline);
                    return new Fetched(
                            checkout,
                            history.commit(),
                            source.isFolder() ? Optional.empty() : Optional.of(source.repository()),
                            source.owner(),
                            history.versions().values().stream()
                                    .anyMatch(version -> !version.equals(history.commit())));
                });
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
