package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in as a process of its own, with a real terminal and without one. */
class TerminalTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() throws Exception {
        SampleRecipe.released(folder.resolve("recipes/custom-html"), "127.0.0.1:5000");
    }

    @Test
    void script_of_util_linux_gives_lint_the_terminal_that_it_wants() throws Exception {
        var lint = start(List.of("script", "-qec", String.join(" ", abra()), "/dev/null"));
        assertThat(lint).contains("┃ R014 ┃").endsWith("exit 0");
    }

    @Test
    void without_a_terminal_lint_is_fatal() throws Exception {
        assertThat(start(abra())).isEqualTo("FATA inappropriate ioctl for device\nexit 1");
    }

    private static List<String> abra() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AbraMain.class.getName(),
                "recipe",
                "lint",
                "custom-html",
                "-C",
                "-n",
                "-o");
    }

    private String start(List<String> command) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("ABRA_DIR", folder.toString());
        var exit = builder.start().waitFor();
        return Files.readString(output, StandardCharsets.UTF_8) + "exit " + exit;
    }
}
