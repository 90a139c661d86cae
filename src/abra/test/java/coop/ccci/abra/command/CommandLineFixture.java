package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.abra.AbraProcess;
import coop.ccci.abra.SampleRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in with an {@code ABRA_DIR} of its own that holds the sample recipe; Docker is not asked. */
abstract class CommandLineFixture {
    static final String DOMAIN = "cust-0a1b2c.ci.localhost";

    @TempDir
    Path folder;

    SampleRecipe recipe;
    AbraProcess abra;

    @BeforeEach
    void setUp() throws Exception {
        Files.createDirectories(folder.resolve("servers/default"));
        recipe = SampleRecipe.released(folder.resolve("recipes/custom-html"), "127.0.0.1:5000");
        abra = new AbraProcess(folder);
    }

    final String created(String... arguments) throws Exception {
        var outcome = abra.run(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        return Files.readString(envFile());
    }

    final Path envFile() {
        return folder.resolve("servers/default/" + DOMAIN + ".env");
    }

    final AbraProcess.Outcome refused(String why, String... arguments) {
        var outcome = abra.run(arguments);
        assertThat(outcome.err()).startsWith("FATA ").contains(why);
        assertThat(outcome.exit()).isEqualTo(1);
        return outcome;
    }
}
