package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.process.FatalException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbraShFunctionTest {
    @TempDir
    Path recipe;

    @Test
    void a_function_is_found_in_each_way_that_a_shell_knows() throws Exception {
        Files.writeString(
                recipe.resolve("abra.sh"), "export A=v1\none() {\n:\n}\nfunction two {\n:\n}\n  three ( )\n{\n:\n}\n");

        for (var name : new String[] {"one", "two", "three"}) {
            assertThat(AbraShFunction.find(recipe, name).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> AbraShFunction.find(recipe, "on"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("doesn't have a on function");
    }

    @Test
    void a_recipe_without_the_file_has_none() {
        assertThatThrownBy(() -> AbraShFunction.find(recipe, "one"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("no abra.sh");
    }
}
