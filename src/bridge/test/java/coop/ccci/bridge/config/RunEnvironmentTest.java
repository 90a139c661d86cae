package coop.ccci.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run of the local engine is told of the bridge's environment. */
class RunEnvironmentTest {
    @TempDir
    private Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void that_is_enough_to_start() throws IOException {
        environment = SmallestEnvironment.in(folder);
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, () -> ConfigurationReader.read(environment))
                .sentences();
    }

    @Test
    void recipes_folders_may_be_in_several_places_and_runs_are_told_all() throws IOException {
        assertThat(ConfigurationReader.read(environment).recipeTests().places())
                .containsExactly(folder.resolve("recipe-tests"));

        Files.createDirectories(folder.resolve("samples"));
        var written = folder.resolve("recipe-tests") + ":" + folder.resolve("samples");
        environment.put("CCCI_RECIPE_TESTS", written);
        var configuration = ConfigurationReader.read(environment);
        assertThat(configuration.recipeTests().written()).isEqualTo(written);
        assertThat(configuration.engine().environment()).containsEntry("CCCI_RECIPE_TESTS", written);

        environment.put("CCCI_RECIPE_TESTS", written + ":" + folder.resolve("nowhere"));
        assertThat(problems()).singleElement().asString().contains("CCCI_RECIPE_TESTS", "nowhere", "no such folder");
        environment.put("CCCI_RECIPE_TESTS", ":");
        assertThat(problems()).singleElement().asString().contains("CCCI_RECIPE_TESTS", "with a colon between");
    }

    @Test
    void a_run_is_told_all_that_a_run_reads() throws IOException {
        var read = Pattern.compile("(?:variable|path|apply)\\(\"((?:CCCI|DOCKER|GITEA|ABRA|XDG)_[A-Z_]+)\"");
        var names = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("../harness/main/java"))) {
            for (var source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                read.matcher(Files.readString(source)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        // the doctor asks for the account, and knows by it that it looks from outside of a run
        names.remove("CCCI_ENGINE_USER");
        assertThat(names).hasSizeGreaterThan(15);
        names.forEach(name ->
                environment.putIfAbsent(name, folder.resolve("recipe-tests").toString()));

        assertThat(ConfigurationReader.read(environment).engine().environment())
                .containsKeys(names.toArray(String[]::new))
                .containsEntry("GITEA_URL", "http://127.0.0.1:3000/")
                .doesNotContainKey("GITEA_TOKEN");
    }
}
