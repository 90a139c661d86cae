package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Commit;
import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories that are larger than a recipe may be, really cloned. */
class CloneBoundsTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    Path folder;

    private RecipeRepository recipe;

    @BeforeEach
    void setUp() throws Exception {
        recipe = new RecipeRepository(folder.resolve("recipe"));
    }

    @AfterEach
    void tearDown() {
        recipe.close();
    }

    private History clone(Commit commit, long maxBytes, Deadline deadline) {
        return new Clone(
                        RecipeSource.parse(folder.resolve("recipe").toString()),
                        Optional.of(commit),
                        Optional.empty(),
                        maxBytes)
                .into(folder.resolve("clone"), deadline);
    }

    private void refused(Commit commit) {
        assertThatThrownBy(() -> clone(commit, MEBIBYTE, Deadline.lasting(Duration.ofMinutes(5))))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("larger than a recipe may be: it has more than 1 MiB");
        assertThat(size(folder.resolve("clone"))).as("left on the disk").isLessThan(2 * MEBIBYTE);
    }

    private static long size(Path tree) {
        try (var files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String noise(int bytes) {
        return new Random(1)
                .ints(bytes, ' ', '~')
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }

    @Test
    void row_19_a_file_that_is_small_only_while_it_is_packed_is_not_unpacked() throws Exception {
        refused(recipe.commit("main", Map.of("zeros", "0".repeat(64 * MEBIBYTE))));
    }

    @Test
    void row_19_many_versions_of_a_file_count_together() throws Exception {
        var commit = recipe.commit("main");
        for (var version = 0; version < 40; version++) {
            commit = recipe.commit("main", Map.of("f", version + noise(60_000)));
        }
        refused(commit);
    }

    /** A file in a folder that lies in many folders, which lie in many folders …: of each there is one object. */
    private Commit nested(int levels, int names, int bytes) throws Exception {
        return recipe.commit("main", inserter -> {
            var id = inserter.insert(Constants.OBJ_BLOB, new byte[bytes]);
            var mode = FileMode.REGULAR_FILE;
            for (var level = 0; level < levels; level++) {
                var tree = new TreeFormatter();
                for (var name = 0; name < names; name++) {
                    tree.append(String.format("f%04d", name), mode, id);
                }
                id = inserter.insert(tree);
                mode = FileMode.TREE;
            }
            return id;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, 1, more than 20000 files and folders",
        "1, 1000, 1048576, more than 512 MiB in its files",
        "60, 1, 1, folders that lie more than 50 deep in one another"
    })
    void row_19_a_tree_of_few_objects_that_would_fill_the_disk_is_not_written(
            int levels, int names, int bytes, String told) throws Exception {
        var commit = nested(levels, names, bytes);

        assertThatThrownBy(() -> clone(commit, CloneBounds.MAX_BYTES, Deadline.lasting(Duration.ofMinutes(5))))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("is larger than a recipe may be: it has " + told);
        assertThat(folder.resolve("clone").toFile().list()).containsExactly(".git");
    }

    @Test
    void a_recipe_of_many_folders_is_written() throws Exception {
        var history = clone(nested(9, 2, 1), MEBIBYTE, Deadline.lasting(Duration.ofMinutes(5)));

        assertThat(history.checkout().isUntouched()).isTrue();
    }

    @Test
    void a_recipe_of_ordinary_size_is_cloned() throws Exception {
        var commit = recipe.commit("main", Map.of("compose.yml", "services: {}\n", "f", noise(200_000)));
        var history = clone(commit, MEBIBYTE, Deadline.lasting(Duration.ofMinutes(5)));
        assertThat(history.checkout().isUntouched()).isTrue();
    }

    @Test
    void row_19_no_file_is_written_when_the_time_is_over() throws Exception {
        var first = recipe.commit("main", Map.of("compose.yml", "services: {}\n"));
        var second = recipe.commit("main", Map.of("compose.yml", "services: {}\n", "f", "later"));
        var history = clone(first, MEBIBYTE, Deadline.lasting(Duration.ofMinutes(5)));
        var over = Deadline.lasting(Duration.ofMinutes(5));
        assertThat(new UntilOver(over).isCancelled()).isFalse();
        over.end(ExitCode.DEADLINE);

        assertThat(new UntilOver(over).isCancelled())
                .as("what JGit asks while it writes")
                .isTrue();
        assertThatThrownBy(() -> history.checkout().at(second).restore(over)).isInstanceOf(CancelledException.class);
        assertThat(history.checkout().isUntouched()).isTrue();
    }

    @Test
    void row_19_nothing_goes_on_when_the_time_is_over() throws Exception {
        var commit = recipe.commit("main", Map.of("f", noise(200_000)));
        var over = Deadline.lasting(Duration.ofMinutes(5));
        over.end(ExitCode.TERMINATED);
        assertThatThrownBy(() -> clone(commit, MEBIBYTE, over)).isInstanceOf(CancelledException.class);
    }
}
