package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.process.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingTreeTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path work;

    @Test
    void each_state_of_the_folder_can_be_cloned_and_its_own_repository_is_left_alone() throws Exception {
        try (var git = Git.init().setDirectory(folder.toFile()).call()) {
            Files.writeString(folder.resolve("compose.yml"), "one");
            Files.writeString(folder.resolve("gone"), "x");
            Files.writeString(folder.resolve(".gitignore"), "*.log\n");
            Files.writeString(folder.resolve("noise.log"), "x");
            try (var tree = WorkingTree.of(folder, work.resolve("states"))) {
                var first = tree.keep();
                assertThat(tree.keep()).isEqualTo(first);

                Files.writeString(folder.resolve("compose.yml"), "another");
                Files.delete(folder.resolve("gone"));
                var second = tree.keep();

                assertThat(second).isNotEqualTo(first);
                var clone = work.resolve("clone");
                new Clone(RecipeSource.parse(tree.place().toString()), Optional.of(second), Optional.empty())
                        .into(clone, Deadline.lasting(Duration.ofMinutes(5)));
                assertThat(clone.resolve("compose.yml")).hasContent("another");
                assertThat(clone.resolve("gone")).doesNotExist();
                assertThat(clone.resolve("noise.log")).doesNotExist();
            }
            assertThat(git.status().call().getUntracked()).contains("compose.yml");
        }
    }
}
