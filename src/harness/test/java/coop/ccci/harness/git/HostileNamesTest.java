package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.process.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that a shell, or a program that takes options, would obey. */
class HostileNamesTest {
    @TempDir
    Path folder;

    private Path obeyed;

    @BeforeEach
    void setUp() {
        obeyed = folder.resolve("obeyed");
    }

    /** Names that git takes for branches and tags. */
    private Stream<String> names() {
        return Stream.of(
                "$(touch${IFS}" + obeyed.getFileName() + ")",
                "`touch$IFS" + obeyed.getFileName() + "`",
                ";touch${IFS}" + obeyed.getFileName(),
                "|touch${IFS}" + obeyed.getFileName(),
                "&touch${IFS}" + obeyed.getFileName() + "&",
                "--upload-pack=touch${IFS}" + obeyed.getFileName(),
                "-c",
                "--exec",
                "'quoted'\"twice\"",
                "\u202egpj.exe",
                "ünïcödé-🌻",
                "a".repeat(200));
    }

    @Test
    void row_12_branches_and_tags_with_the_names_of_commands_are_names() throws Exception {
        Commit tip;
        try (var recipe = new RecipeRepository(folder.resolve("recipe"))) {
            tip = recipe.commit("main", Map.of("compose.yml", "services: {}\n"));
            for (var name : names().toList()) {
                recipe.branch(name, tip);
                recipe.tag(name, tip);
            }
        }
        var history = new Clone(
                        RecipeSource.parse(folder.resolve("recipe").toString()), Optional.of(tip), Optional.empty())
                .into(folder.resolve("clone"), Deadline.lasting(Duration.ofMinutes(5)));

        assertThat(history.checkout().isUntouched()).isTrue();
        assertThat(names().filter(HostileNamesTest::isTaken)).hasSize((int) names().count());
        assertThat(obeyed).doesNotExist();
        assertThat(Path.of(obeyed.getFileName().toString())).doesNotExist();
        assertThat(Files.exists(folder.resolve("clone").resolve(obeyed.getFileName())))
                .isFalse();
    }

    /** As a branch it is one whole name, or none. */
    private static boolean isTaken(String name) {
        return Branch.nameIn(name).equals(name);
    }

    static Stream<String> notNames() {
        return Stream.of(
                "$(x)",
                "`x`",
                ";x",
                "a;b",
                "-x",
                "--upload-pack=x",
                "..",
                "../../etc",
                "a/b",
                "a b",
                "a\nb",
                "a\u0000b",
                "Ünï",
                "\u202ea",
                "a".repeat(256),
                "",
                " ");
    }

    @ParameterizedTest
    @MethodSource("notNames")
    void row_12_neither_recipe_nor_commit_has_such_a_name(String name) {
        assertThat(refuses(name, RecipeName::new)).isTrue();
        assertThat(refuses(name, Commit::new)).isTrue();
    }

    private static boolean refuses(String name, Consumer<String> reader) {
        try {
            reader.accept(name);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
