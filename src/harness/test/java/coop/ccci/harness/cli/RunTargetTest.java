package coop.ccci.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTargetTest {
    @TempDir
    private Path folder;

    private Path shop() throws Exception {
        return Files.createDirectories(folder.resolve("shop"));
    }

    @Test
    void a_word_is_the_recipe_s_name() {
        assertThat(RunTarget.of(Optional.of("shop"), Optional.of("https://git.example.org/shop.git")))
                .isEqualTo(new RunTarget(new RecipeName("shop"), Optional.of("https://git.example.org/shop.git")));
    }

    @Test
    void what_has_a_slash_in_it_is_the_folder_in_which_somebody_works_on_it() throws Exception {
        var target = RunTarget.of(Optional.of(shop() + "/"), Optional.empty());

        assertThat(target.name()).isEqualTo(new RecipeName("shop"));
        assertThat(target.source()).contains(shop().toString());
        assertThat(target.watched()).isEqualTo(shop());
    }

    @Test
    void only_a_folder_of_this_machine_is_watched() throws Exception {
        assertThat(RunTarget.of(Optional.of("shop"), Optional.of(shop().toString()))
                        .watched())
                .isEqualTo(shop());
        assertThatThrownBy(() ->
                        RunTarget.of(Optional.of("shop"), Optional.empty()).watched())
                .hasMessageContaining("./cc-ci run ./shop --watch");
    }

    @Test
    void what_cannot_be_meant_is_refused() throws Exception {
        var there = shop().toString();

        assertThatThrownBy(() -> RunTarget.of(Optional.empty(), Optional.empty()))
                .hasMessageContaining("no recipe was given");
        assertThatThrownBy(() -> RunTarget.of(Optional.of("./nowhere"), Optional.empty()))
                .hasMessageContaining("there is no folder ./nowhere");
        assertThatThrownBy(() -> RunTarget.of(Optional.of(there), Optional.of("https://x.example.org/y.git")))
                .hasMessageContaining("leave --src (SRC) out");
    }
}
