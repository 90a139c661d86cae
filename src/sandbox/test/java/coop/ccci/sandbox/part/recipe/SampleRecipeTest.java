package coop.ccci.sandbox.part.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRecipeTest {
    private static final String HISTORY =
            """
            description: A page
            begins: 2026-01-05T09:00:00Z
            main:
              - tree: first
                message: "First"
                author: maya
                tag: 1.0.0+1
                tag-message: "The first"
              - tree: second
                message: "Second"
                author: maya
                delete: [old.txt]
            pulls:
              - branch: idea
                title: "An idea"
                author: nils
                fork: true
                base: 1.0.0+1
                commits:
                  - tree: idea
                    message: "An idea"
                    author: nils
            """;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void writeRecipe() throws IOException {
        folder = temporary.resolve("page");
        write("trees/first/compose.yml", "image: @REGISTRY@/page:1\n");
        write("trees/first/old.txt", "old\n");
        write("trees/second/run.sh", "#!/bin/sh\n");
        assertThat(folder.resolve("trees/second/run.sh").toFile().setExecutable(true))
                .isTrue();
        write("trees/idea/idea.txt", "new\n");
        write("history.yml", HISTORY);
    }

    @Test
    void a_commit_is_the_tree_before_with_its_files_laid_over_and_deletions_gone() throws IOException {
        try (var repository = repository()) {
            var refs = commits(repository, "127.0.0.1:5000").write();
            assertThat(files(repository, refs.get("refs/heads/main")))
                    .containsOnlyKeys("compose.yml", "run.sh")
                    .containsEntry("run.sh", FileMode.EXECUTABLE_FILE);
            assertThat(files(repository, refs.get("refs/heads/idea")))
                    .containsOnlyKeys("compose.yml", "old.txt", "idea.txt");
        }
    }

    @Test
    void the_same_history_gives_the_same_commits_and_another_registry_gives_others() throws IOException {
        try (var one = repository();
                var two = repository()) {
            var refs = commits(one, "127.0.0.1:5000").write();
            assertThat(commits(two, "127.0.0.1:5000").write()).isEqualTo(refs);
            assertThat(commits(two, "127.0.0.1:5001").write().get("refs/heads/main"))
                    .isNotEqualTo(refs.get("refs/heads/main"));
        }
    }

    @Test
    void tags_are_annotated_and_the_registry_stands_in_the_text() throws IOException {
        try (var repository = repository();
                var walk = new RevWalk(repository)) {
            var refs = commits(repository, "127.0.0.1:5000").write();
            var tag = walk.parseTag(refs.get("refs/tags/1.0.0+1"));
            assertThat(tag.getFullMessage()).isEqualTo("The first\n");
            var commit = walk.parseCommit(tag.getObject());
            try (var file = TreeWalk.forPath(repository, "compose.yml", commit.getTree())) {
                assertThat(new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("image: 127.0.0.1:5000/page:1\n");
            }
        }
    }

    @Test
    void an_unknown_key_is_an_error_with_its_line() throws IOException {
        write("history.yml", HISTORY.replace("tag-message", "tagmessage"));
        assertProblem("tagmessage", "line 9");
    }

    @Test
    void what_does_not_fit_together_is_named() throws IOException {
        write("history.yml", HISTORY.replace("author: nils", "author: nobody"));
        assertProblem("there is no account nobody");
        write("history.yml", HISTORY.replace("tree: second", "tree: missing"));
        assertProblem("there is no folder trees/missing");
        write("history.yml", HISTORY.replace("base: 1.0.0+1", "base: 2.0.0+1"));
        assertProblem("base 2.0.0+1, which is no tag of main");
        write("history.yml", HISTORY.replace("    tag-message: \"The first\"\n", ""));
        assertProblem("tag and tag-message stand together");
        write("history.yml", HISTORY.replace("title: \"An idea\"", "title:"));
        assertProblem("title has no value");
        write("history.yml", HISTORY.replace("    title: \"An idea\"\n", ""));
        assertProblem("title");
    }

    @Test
    void a_program_is_one_that_the_sandbox_builds_and_goes_with_packages() throws IOException {
        write("history.yml", HISTORY + "images: [{name: page:1, program: gitea}]\n");
        assertProblem("the image page:1 has a program, which goes with debian only");
        write(
                "history.yml",
                HISTORY + "images: [{name: page:1, program: nginx, debian: {packages: [git], user: git}}]\n");
        assertProblem("a program that the sandbox cannot build; give one of drone-server, gitea");
    }

    @Test
    void every_recipe_of_this_checkout_is_of_the_form_and_what_it_needs_is_there() {
        var recipes = SampleRecipe.all(Path.of("../.."));

        assertThat(recipes).extracting(recipe -> recipe.name().value()).contains("custom-html", "guestbook", "gitea");
        assertThat(recipes).allSatisfy(recipe -> assertThat(recipes)
                .extracting(other -> other.name().value())
                .containsAll(recipe.history().needs()));
        assertThat(recipes)
                .filteredOn(recipe -> !recipe.history().onDemand())
                .as("what every sandbox has, which `up` waits for")
                .hasSize(2);
    }

    private void assertProblem(String... words) {
        assertThatThrownBy(() -> SampleRecipe.read(folder))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith(folder.resolve("history.yml").toString())
                .hasMessageContainingAll(words);
    }

    private RecipeCommits commits(InMemoryRepository repository, String registry) {
        return new RecipeCommits(SampleRecipe.read(folder), repository, Map.of("REGISTRY", registry));
    }

    private static InMemoryRepository repository() {
        return new InMemoryRepository(new DfsRepositoryDescription("test"));
    }

    private static Map<String, FileMode> files(InMemoryRepository repository, ObjectId commit) throws IOException {
        var files = new java.util.TreeMap<String, FileMode>();
        try (var walk = new RevWalk(repository);
                var tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(commit).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                files.put(tree.getPathString(), tree.getFileMode());
            }
        }
        return files;
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
