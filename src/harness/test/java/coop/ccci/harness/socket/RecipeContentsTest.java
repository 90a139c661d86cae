package coop.ccci.harness.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeContentsTest {
    @TempDir
    Path folder;

    private Path recipe;

    @BeforeEach
    void setUp() throws IOException {
        recipe = Files.createDirectories(folder.resolve("recipe"));
        write(recipe.resolve("serve.sh"), "#!/bin/sh\n");
        write(recipe.resolve("conf/deep/app.conf"), "port 80\n");
        write(recipe.resolve(".git/config"), "[core]\n");
        write(folder.resolve("outside/app.env"), "SECRET=1\n");
        Files.createSymbolicLink(recipe.resolve("link"), Path.of("../outside/app.env"));
        Files.createSymbolicLink(recipe.resolve("folder"), Path.of("../outside"));
        Files.createSymbolicLink(folder.resolve("alias"), recipe);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Optional<String> refusal(Path checkout, String content) {
        return new RecipeContents(checkout).refusal(content.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/bin/sh\n", "port 80\n", ""})
    void what_a_file_of_the_recipe_holds_may_be_a_config(String content) {
        assertThat(refusal(recipe, content)).isEmpty();
        assertThat(refusal(folder.resolve("alias"), content)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET=1\n", "[core]\n", "port 80", "#!/bin/sh\nport 80\n", "root:x:0:0::/root:/bin/sh\n"})
    void row_21_what_no_file_of_the_recipe_holds_is_no_config_whatever_links_lead_to_it(String content) {
        assertThat(refusal(recipe, content))
                .contains("a content of " + content.length() + " bytes that none of the recipe's files has; allowed: a"
                        + " file of the recipe, as it stands in the commit");
    }

    @Test
    void where_the_recipe_is_gone_nothing_is_let_through() {
        assertThatThrownBy(() -> refusal(folder.resolve("gone"), "x")).isInstanceOf(UncheckedIOException.class);
    }
}
