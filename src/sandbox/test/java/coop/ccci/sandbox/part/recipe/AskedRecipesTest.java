package coop.ccci.sandbox.part.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedRecipesTest {
    @TempDir
    Path home;

    private AskedRecipes asked;

    @BeforeEach
    void writeRecipes() throws IOException {
        write("page", "");
        write("forge", "on-demand: true\n");
        write("builder", "on-demand: true\nneeds: [forge]\n");
        write("voice", "on-demand: true\n");
        asked = new AskedRecipes(home, home.resolve("sandbox/recipes"));
    }

    @Test
    void a_sandbox_has_what_is_not_on_demand() {
        assertThat(names()).containsExactly("page");
    }

    @Test
    void who_asks_for_one_gets_it_with_what_it_needs_and_another_sandbox_does_not() {
        asked.ask(List.of("builder"));
        asked.ask(List.of("builder", "page"));

        assertThat(names()).containsExactly("builder", "forge", "page");
        assertThat(new AskedRecipes(home, home.resolve("other")).present()).hasSize(1);
    }

    @Test
    void what_there_is_not_is_told_with_what_there_is_and_nothing_is_remembered() {
        assertThatThrownBy(() -> asked.ask(List.of("voice", "voices")))
                .isInstanceOf(SandboxException.class)
                .hasMessage("there is no sample recipe \"voices\"; there are builder, forge, page, voice");
        assertThat(names()).containsExactly("page");
    }

    private List<String> names() {
        return asked.present().stream().map(recipe -> recipe.name().value()).toList();
    }

    private void write(String name, String more) throws IOException {
        var folder = home.resolve("src/sandbox/recipes").resolve(name);
        Files.createDirectories(folder.resolve("trees/first"));
        Files.writeString(
                folder.resolve("history.yml"),
                more
                        + """
                        description: A sample
                        begins: 2026-01-05T09:00:00Z
                        main:
                          - tree: first
                            message: "First"
                            author: maya
                        """);
    }
}
