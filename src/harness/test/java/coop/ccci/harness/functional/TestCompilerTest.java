package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCompilerTest {
    @TempDir
    Path folder;

    private CompiledTests compile() {
        return TestCompiler.compile(TestSources.in(folder).orElseThrow(), folder.resolve("out"));
    }

    private Path write(String file, String... lines) throws Exception {
        var path = folder.resolve("functional").resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, String.join("\n", lines));
    }

    @Test
    void what_compiles_is_known_by_its_classes_with_their_packages() throws Exception {
        write("PageTest.java", "class PageTest {", "  Words words;", "}");
        write("deep/LoginTest.java", "package deep;", "class LoginTest {}");
        write("Words.java", "class Words {}");

        assertThat(compile().names().get(Tier.FUNCTIONAL)).containsExactly("PageTest", "deep.LoginTest");
    }

    @Test
    void every_mistake_is_told_with_its_file_and_line() throws Exception {
        var file = write("PageTest.java", "class PageTest {", "  Strin name;", "  int number = true;", "}");

        var fault = catchThrowableOfType(RunException.class, this::compile);

        assertThat(fault.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(fault.details()).hasSize(2);
        assertThat(fault.details().get(0)).startsWith(file + ":2: cannot find symbol; symbol:   class Strin");
        assertThat(fault.details().get(1)).startsWith(file + ":3: incompatible types");
        assertThat(fault).hasMessageEndingWith("(and 1 more)");
    }

    @Test
    void what_is_not_java_at_all_is_told_too() throws Exception {
        var file = write("PageTest.java", "this is not Java");

        assertThatThrownBy(this::compile).hasMessageStartingWith(file + ":1: ");
    }

    @Test
    void a_file_without_the_class_of_its_name_would_hide_its_tests_and_is_refused() throws Exception {
        var file = write("PageTest.java", "class PagTest {}");

        assertThatThrownBy(this::compile)
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(file + ":1: this file holds no class PageTest");
    }

    @Test
    void an_empty_folder_compiles_to_no_test() throws Exception {
        write("notes.txt", "");

        assertThat(compile().names()).containsExactlyEntriesOf(Map.of(Tier.FUNCTIONAL, List.of()));
    }
}
