package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeFoldersTest {
    @TempDir
    private Path folder;

    private Path recipe(String place, String name, String... lines) throws IOException {
        var own = Files.createDirectories(folder.resolve(place).resolve(name));
        Files.write(own.resolve("recipe.yml"), List.of(lines));
        return own;
    }

    private RecipeFolders both() {
        return RecipeFolders.parse(folder.resolve("ours") + ":" + folder.resolve("samples"));
    }

    @Test
    void the_first_place_that_has_a_folder_for_a_recipe_counts() throws IOException {
        var ours = recipe("ours", "gitea");
        recipe("samples", "gitea");
        var sample = recipe("samples", "drone");

        assertThat(both().about("gitea")).containsExactly(ours);
        assertThat(both().about("drone")).containsExactly(sample);
        assertThat(both().about("mumble")).isEmpty();
    }

    @Test
    void a_repository_named_in_the_first_place_wins_over_a_name_in_the_second() throws IOException {
        var ours = recipe("ours", "forge", "repository: coop-cloud/gitea");
        recipe("samples", "gitea");

        assertThat(both().about("gitea")).containsExactly(ours);
    }

    @Test
    void two_of_one_place_are_both_told() throws IOException {
        var own = recipe("ours", "shop");
        var other = recipe("ours", "market", "repository: coop-cloud/shop");

        assertThat(both().about("shop")).containsExactly(own, other);
    }

    @Test
    void a_recipe_is_found_among_thousands() throws IOException {
        for (var number = 0; number < 2_500; number++) {
            Files.createDirectories(folder.resolve("ours/recipe-" + number));
        }
        var last = recipe("ours", "zulip");
        var other = recipe("ours", "zz", "repository: coop-cloud/gitea");

        assertThat(both().about("zulip")).containsExactly(last);
        assertThat(both().about("gitea")).containsExactly(other);
        assertThat(List.of("zulip", "gitea", "recipe-2499")).allMatch(both()::isAnyAbout);
    }

    @Test
    void what_no_folder_is_about_is_not_there_even_where_a_path_is() throws IOException {
        recipe("ours", "shop");

        assertThat(List.of("market", ".", "..", "shop/..", "../ours/shop", "recipe.yml"))
                .noneMatch(both()::isAnyAbout);
    }

    @Test
    void a_new_folder_is_made_in_the_first_place() throws IOException {
        var sample = recipe("samples", "drone");

        assertThat(both().home("drone")).isEqualTo(sample);
        assertThat(both().home("mumble")).isEqualTo(folder.resolve("ours/mumble"));
        assertThat(both().first()).isEqualTo(folder.resolve("ours"));
    }

    @Test
    void what_is_written_is_read_again_and_a_place_that_is_not_there_holds_nothing() {
        assertThat(RecipeFolders.parse(both().written())).isEqualTo(both());
        assertThat(RecipeFolders.parse(folder + "::").places()).containsExactly(folder);
        assertThat(both().about("shop")).isEmpty();
    }

    @Test
    void no_place_at_all_is_a_mistake() {
        assertThatThrownBy(() -> RecipeFolders.parse(" : "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no folder");
    }
}
