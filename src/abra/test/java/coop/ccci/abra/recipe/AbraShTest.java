package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbraShTest {
    @Test
    void exports_are_read_with_and_without_quotes() {
        assertThat(AbraSh.parse("export A=v1\nexport B=\"v 2\"\nexport C='v3' # since June\nD=v4\n"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "v1", "B", "v 2", "C", "v3"));
    }

    @Test
    void functions_and_what_a_shell_would_run_are_passed_over() {
        assertThat(AbraSh.parse(
                        "export A=$(touch /tmp/x)\nexport B=`id`\nexport C=\"$HOME\"\nbackup() {\n  export D=1\n}\n"))
                .isEmpty();
    }

    @Test
    void a_recipe_without_the_file_exports_nothing(@TempDir Path recipe) {
        assertThat(AbraSh.exports(recipe)).isEmpty();
    }

    @Test
    void the_file_is_never_run(@TempDir Path recipe) throws Exception {
        Files.writeString(recipe.resolve("abra.sh"), "touch " + recipe.resolve("ran") + "\nexport A=v1\n");
        assertThat(AbraSh.exports(recipe)).containsEntry("A", "v1");
        assertThat(recipe.resolve("ran")).doesNotExist();
    }
}
