package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Commit;
import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as people have them, really cloned. */
class CloneTest {
    private static final String POINTER =
            "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64) + "\nsize 12345\n";

    @TempDir
    Path folder;

    private RecipeRepository recipe;
    private int clones;

    @BeforeEach
    void setUp() throws Exception {
        recipe = new RecipeRepository(folder.resolve("recipe"));
    }

    @AfterEach
    void tearDown() {
        recipe.close();
    }

    private History clone(Optional<Commit> wanted) {
        return new Clone(RecipeSource.parse(folder.resolve("recipe").toString()), wanted, Optional.empty())
                .into(folder.resolve("clone-" + ++clones), Deadline.lasting(Duration.ofMinutes(5)));
    }

    private History clone(Map<String, String> files) throws Exception {
        recipe.commit("main");
        return clone(Optional.of(recipe.commit("main", files)));
    }

    private static String text(History history, String path) throws Exception {
        return Files.readString(history.checkout().folder().resolve(path), StandardCharsets.UTF_8);
    }

    @Test
    void a_file_is_what_it_is_in_the_repository_whatever_its_attributes_say() throws Exception {
        var history = clone(Map.of(
                ".gitattributes", "*.sh text\n*.txt text eol=crlf\n*.svg filter=lfs diff=lfs -text\n*.c ident\n",
                "tool.sh", "#!/bin/sh\r\necho tool\r\n",
                "unix.txt", "a\nb\n",
                "logo.svg", POINTER,
                "id.c", "$Id$\n"));

        assertThat(history.checkout().isUntouched()).isTrue();
        assertThat(text(history, "tool.sh")).isEqualTo("#!/bin/sh\r\necho tool\r\n");
        assertThat(text(history, "unix.txt")).isEqualTo("a\nb\n");
        assertThat(text(history, "logo.svg")).isEqualTo(POINTER);
        assertThat(Remarks.of(history))
                .anySatisfy(remark -> assertThat(remark).startsWith("logo.svg is a Git LFS pointer"))
                .anySatisfy(remark -> assertThat(remark).startsWith("tool.sh is a script with CRLF"))
                .hasSize(2);
    }

    @Test
    void a_submodule_is_an_empty_folder_as_for_abra_and_it_is_told() throws Exception {
        var history = clone(Map.of(
                "compose.yml",
                "services: {}\n",
                ".gitmodules",
                "[submodule \"theme\"]\n\tpath = vendor/theme\n\turl = https://example.org/theme.git\n",
                "vendor/theme",
                "= " + "a".repeat(40),
                "vendor/plugin",
                "= " + "b".repeat(40)));

        assertThat(history.checkout().isUntouched()).isTrue();
        assertThat(Remarks.of(history))
                .singleElement()
                .asString()
                .startsWith("vendor/plugin, vendor/theme are submodules, which abra does not fetch");
        history.checkout().restore(Deadline.lasting(Duration.ofMinutes(5)));
        assertThat(ScratchClone.of(
                                history.checkout(), folder.resolve("scratch"), Deadline.lasting(Duration.ofMinutes(5)))
                        .isUntouched())
                .isTrue();
    }

    @Test
    void files_whose_names_differ_in_case_alone_are_two() throws Exception {
        var first = recipe.commit("main", Map.of("Readme.md", "one\n", "compose.yml", "a\n"));
        var second = recipe.commit("main", Map.of("README.md", "one\n", "readme.md", "two\n", "compose.yml", "a\n"));
        var history = clone(Optional.of(second));

        assertThat(text(history, "README.md")).isEqualTo("one\n");
        history.checkout().at(first).restore(Deadline.lasting(Duration.ofMinutes(5)));
        assertThat(text(history, "Readme.md")).isEqualTo("one\n");
        assertThat(history.checkout().folder().resolve("README.md")).doesNotExist();
        history.checkout().restore(Deadline.lasting(Duration.ofMinutes(5)));
        assertThat(text(history, "readme.md")).isEqualTo("two\n");
    }

    @Test
    void a_link_within_the_repository_stays_and_one_out_of_it_is_the_recipe_s_fault() throws Exception {
        var history = clone(Map.of("a/real", "x", "a/near", "-> real", "up", "-> a/near"));
        assertThat(Files.isSymbolicLink(history.checkout().folder().resolve("up")))
                .isTrue();

        assertThatThrownBy(() -> clone(Map.of("etc", "-> /etc/passwd")))
                .isInstanceOfSatisfying(RunException.class, fault -> {
                    assertThat(fault.exit()).isEqualTo(ExitCode.FAILED);
                    assertThat(fault).hasMessageContaining("the recipe's file etc is a link out of the repository");
                });
    }

    @Test
    void a_file_is_read_where_its_link_leads() throws Exception {
        var history = clone(Map.of("conf/env", "RECIPE=x\n", ".env.sample", "-> conf/env", "loop", "-> loop"));

        assertThat(history.file(history.commit(), ".env.sample")).contains("RECIPE=x\n");
        assertThat(history.file(history.commit(), "loop")).isEmpty();
        assertThat(history.file(history.commit(), "conf")).isEmpty();
        assertThat(history.file(history.commit(), "none")).isEmpty();
    }

    @Test
    void a_folder_that_becomes_a_file_and_a_link_that_becomes_a_folder_are_restored() throws Exception {
        var first = recipe.commit("main", Map.of("conf/a", "1", "conf/b", "2", "data", "-> conf"));
        var second = recipe.commit("main", Map.of("conf", "3", "data/x", "4"));
        var history = clone(Optional.of(second));

        history.checkout().at(first).restore(Deadline.lasting(Duration.ofMinutes(5)));
        assertThat(text(history, "conf/a")).isEqualTo("1");
        history.checkout().restore(Deadline.lasting(Duration.ofMinutes(5)));
        assertThat(text(history, "conf")).isEqualTo("3");
        assertThat(Files.isDirectory(history.checkout().folder().resolve("data"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void tags_that_are_no_commit_or_no_version_are_told_and_harm_nobody() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        recipe.tag("stable", first);
        try (var inserter = recipe.repository().newObjectInserter()) {
            recipe.tag("1.1.0+1", inserter.insert(Constants.OBJ_BLOB, new byte[] {1}));
            inserter.flush();
        }
        recipe.tag("1.2.0+1", recipe.repository().resolve(first + "^{tree}"));

        var history = clone(Optional.empty());

        assertThat(history.versions()).containsOnlyKeys(new Version("1.0.0+1"));
        assertThat(Remarks.of(history))
                .singleElement()
                .asString()
                .startsWith("1.1.0+1, 1.2.0+1, stable are tags that name no version of the recipe, or no commit");
    }

    @Test
    void labels_of_the_older_forms_are_read_and_one_that_is_no_version_is_told_with_its_line() throws Exception {
        for (var value :
                new String[] {"1.0.0+1", "v1.2.3", "1.25-a1b2c3d4", "sha256:" + "0".repeat(64), "${VERSION}"}) {
            assertThat(Remarks.of(clone(Map.of(
                            "compose.yml",
                            "a: 1\nlabels:\n  - \"coop-cloud.${STACK_NAME}.app.version=" + value + "\"\n"))))
                    .as(value)
                    .isEmpty();
        }
        assertThat(Remarks.of(clone(
                        Map.of("compose.yml", "a: 1\nlabels:\n  coop-cloud.${STACK_NAME}.version: \"newest\"\n"))))
                .singleElement()
                .asString()
                .startsWith("compose.yml:3 labels the recipe version \"newest\"");
    }

    @Test
    void what_a_server_calls_its_default_branch_is_it_also_when_it_points_at_nothing() throws Exception {
        var tip = recipe.commit("trunk");
        recipe.head("refs/heads/gone");

        var only = clone(Optional.empty());
        assertThat(only.defaultBranch()).contains(new Branch("trunk", tip));
        assertThat(only.commit()).isEqualTo(tip);

        recipe.head("refs/heads/trunk");
        recipe.commit("develop");
        assertThat(clone(Optional.empty()).defaultBranch()).contains(new Branch("trunk", tip));
    }

    @Test
    void in_a_folder_what_somebody_works_on_is_tested_and_is_not_the_default_branch() throws Exception {
        var main = recipe.commit("main");
        var work = recipe.commit("feature", main);
        recipe.head("refs/heads/feature");

        var history = clone(Optional.empty());

        assertThat(history.commit()).isEqualTo(work);
        assertThat(history.defaultBranch()).contains(new Branch("main", main));
    }

    @Test
    void abra_finds_a_branch_main_whatever_the_default_branch_is_called() throws Exception {
        var tip = recipe.commit("trunk");
        recipe.head("refs/heads/trunk");
        var history = clone(Optional.empty());

        try (var git = org.eclipse.jgit.api.Git.open(history.checkout().folder().toFile())) {
            assertThat(git.getRepository().resolve("refs/heads/main").name()).isEqualTo(tip.value());
            assertThat(git.getRepository().resolve("refs/heads/trunk").name()).isEqualTo(tip.value());
        }
    }

    @Test
    void an_annotated_tag_given_as_the_commit_is_the_commit_that_it_names() throws Exception {
        var tip = recipe.commit("main");
        ObjectId tag;
        try (var git = org.eclipse.jgit.api.Git.wrap(recipe.repository())) {
            tag = git.tag()
                    .setName("1.0.0+1")
                    .setAnnotated(true)
                    .setSigned(false)
                    .setMessage("x")
                    .setObjectId(recipe.repository().parseCommit(ObjectId.fromString(tip.value())))
                    .call()
                    .getObjectId();
        }

        assertThat(clone(Optional.of(new Commit(tag.name()))).commit()).isEqualTo(tip);
    }

    @Test
    void what_is_no_commit_and_what_is_not_there_is_told() throws Exception {
        var tip = recipe.commit("main");
        var tree = new Commit(recipe.repository().resolve(tip + "^{tree}").name());

        assertThatThrownBy(() -> clone(Optional.of(tree))).hasMessageContaining("it is a file, a folder");
        assertThatThrownBy(() -> clone(Optional.of(new Commit("a".repeat(40)))))
                .hasMessageContaining("is not in")
                .hasMessageContaining("force-push");
    }

    @Test
    void an_empty_repository_is_told() {
        assertThatThrownBy(() -> clone(Optional.empty()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("has no default branch");
    }

    @Test
    void objects_that_old_programs_wrote_are_taken_as_git_takes_them() throws Exception {
        var tip = recipe.commit("main");
        ObjectId odd;
        try (var inserter = recipe.repository().newObjectInserter()) {
            var tree = recipe.repository().resolve(tip + "^{tree}").name();
            odd = inserter.insert(
                    Constants.OBJ_COMMIT,
                    ("tree " + tree + "\nparent " + tip
                                    + "\nauthor maya <> 1 +0000\ncommitter maya 1780000000 +00000\n\nx\n")
                            .getBytes(StandardCharsets.UTF_8));
            inserter.flush();
        }
        var update = recipe.repository().updateRef("refs/heads/main");
        update.setNewObjectId(odd);
        update.forceUpdate();

        assertThat(clone(Optional.empty()).commit().value()).isEqualTo(odd.name());
    }
}
