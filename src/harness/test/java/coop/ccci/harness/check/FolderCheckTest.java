package coop.ccci.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.check.CheckFinding.Kind;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
    @TempDir
    private Path all;

    @TempDir
    private Path work;

    private void file(String name, String content) throws IOException {
        var file = all.resolve("shop").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<CheckFinding> look() {
        return new FolderCheck(
                        new RecipeName("shop"),
                        new RecipeFolders(List.of(all)),
                        work.resolve("tests"),
                        new ProcessRunner(new Masker(), line -> {}),
                        System.getenv(),
                        Deadline.lasting(Duration.ofMinutes(5)))
                .look()
                .findings();
    }

    private List<String> wrong() {
        return look().stream()
                .filter(finding -> finding.kind() == Kind.WRONG)
                .map(CheckFinding::what)
                .toList();
    }

    @Test
    void a_recipe_without_a_folder_is_told_what_that_costs() {
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REMARK);
            assertThat(finding.what()).contains("generic tiers").contains("functional stays unverified");
        });
    }

    @Test
    void a_folder_in_which_everything_is_right_has_no_mistake() throws Exception {
        file("README.md", "for people");
        file("recipe.yml", "health:\n  path: /ready\nchecks:\n  - path: /\n");
        file("hooks/pre-install.sh", "echo hello\n");
        file("functional/EntryTest.java", "class EntryTest {}\n");
        file("functional/Entries.java", "class Entries {}\n");

        assertThat(look())
                .extracting(CheckFinding::kind)
                .containsOnly(Kind.GOOD)
                .hasSize(3);
    }

    @Test
    void every_mistake_of_every_file_is_told_at_once_with_file_and_line() throws Exception {
        file("recipe.yml", "healt:\n  path: /ready\ntimeouts:\n  deploy: soon\n");
        file("recipes.yml", "");
        file("hooks/pre-install.sh", "if true; then\n");
        file("hooks/preupgrade.sh", "echo\n");
        file("functional/EntryTest.java", "class EntryTest {\n    int x = \"\";\n}\n");

        assertThat(wrong())
                .hasSize(6)
                .anySatisfy(what ->
                        assertThat(what).contains("recipe.yml:1: unknown key \"healt\": did you mean \"health\"?"))
                .anySatisfy(what -> assertThat(what).contains("recipe.yml:4: timeouts.deploy cannot be \"soon\""))
                .contains("recipes.yml: nothing reads this file; did you mean recipe.yml?")
                .contains("hooks/preupgrade.sh: nothing runs this file; did you mean pre-upgrade.sh?")
                .anySatisfy(what ->
                        assertThat(what).startsWith("hooks/pre-install.sh: ").contains("2"))
                .anySatisfy(
                        what -> assertThat(what).contains("EntryTest.java:2: ").contains("String cannot be converted"));
    }

    @Test
    void tests_that_would_never_run_are_a_mistake() throws Exception {
        file("recipe.yml", "");
        file("InstalTest.java", "class InstalTest {}\n");
        assertThat(wrong()).singleElement().asString().contains("InstalTest.java");

        Files.delete(all.resolve("shop/InstalTest.java"));
        file("functional/Helper.java", "class Helper {}\n");
        assertThat(wrong()).singleElement().asString().contains("functional/ holds no test");
    }

    @Test
    void a_folder_that_looks_at_nothing_of_the_app_is_told_so() throws Exception {
        file("recipe.yml", "health: {path: /}\n");

        assertThat(look())
                .filteredOn(finding -> finding.kind() == Kind.REMARK)
                .singleElement()
                .extracting(CheckFinding::what)
                .asString()
                .contains("level at 3 at most");
    }
}
