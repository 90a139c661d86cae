package coop.ccci.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.cli.RecipePlace.Fetched;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipePlaceTest {
    @TempDir
    private Path folder;

    private Path recipe;
    private int works;

    @BeforeEach
    void a_recipe() throws Exception {
        recipe = Files.createDirectories(folder.resolve("shop"));
        Git.init().setDirectory(recipe.toFile()).setInitialBranch("main").call().close();
        commit("first");
    }

    private void commit(String message) throws Exception {
        try (var git = Git.open(recipe.toFile())) {
            git.commit()
                    .setAllowEmpty(true)
                    .setMessage(message)
                    .setAuthor("maya", "maya@example.org")
                    .setCommitter("maya", "maya@example.org")
                    .setSign(false)
                    .call();
        }
    }

    private void tag(String version) throws Exception {
        try (var git = Git.open(recipe.toFile())) {
            git.tag()
                    .setName(version)
                    .setAnnotated(true)
                    .setSigned(false)
                    .setMessage(version)
                    .call();
        }
    }

    private Fetched fetch(String recipeOrFolder, Map<String, String> environment) throws Exception {
        var place = new RecipePlace(environment, Optional.empty());
        var work = Files.createDirectories(folder.resolve("work" + ++works));
        return place.fetch(
                        place.target(recipeOrFolder),
                        Optional.empty(),
                        Optional.empty(),
                        work,
                        Deadline.lasting(Duration.ofMinutes(5)))
                .orElseThrow();
    }

    @Test
    void a_recipe_is_named_or_is_a_folder_as_for_a_run() throws Exception {
        var by = fetch(recipe.toString(), Map.of());
        assertThat(by.checkout().getFileName()).hasToString("shop");
        assertThat(by.repository()).isEmpty();
        assertThat(fetch("shop", Map.of("SRC", recipe.toString())).commit()).isEqualTo(by.commit());

        assertThatThrownBy(() -> fetch(recipe.toString(), Map.of("SRC", recipe.toString())))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("is a folder and says where the recipe is");
    }

    @Test
    void a_version_is_older_when_it_is_not_this_commit_s_own() throws Exception {
        assertThat(fetch(recipe.toString(), Map.of()).hasOlderVersion()).isFalse();
        tag("1.0.0+2.3");
        assertThat(fetch(recipe.toString(), Map.of()).hasOlderVersion()).isFalse();
        commit("second");
        assertThat(fetch(recipe.toString(), Map.of()).hasOlderVersion()).isTrue();
    }
}
