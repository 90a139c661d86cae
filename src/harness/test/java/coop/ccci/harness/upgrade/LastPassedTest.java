package coop.ccci.harness.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastPassedTest {
    private static final RecipeName RECIPE = new RecipeName("ghost");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private LastPassed greens() {
        return new LastPassed(folder.resolve("last-green"), told::add);
    }

    private static PassedRun green(String version) {
        return new PassedRun(Optional.ofNullable(version), new Commit("b".repeat(40)), new RunId(12));
    }

    @Test
    void what_is_kept_is_read_back() {
        greens().save(RECIPE, green("1.0.0+1"));

        assertThat(greens().of(RECIPE)).contains(green("1.0.0+1"));
        assertThat(greens().of(new RecipeName("other"))).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void a_newer_version_takes_the_place_and_an_older_one_does_not() {
        greens().save(RECIPE, green("1.1.0+1"));
        greens().save(RECIPE, green("1.0.0+1"));
        assertThat(greens().of(RECIPE).flatMap(PassedRun::version)).contains("1.1.0+1");

        greens().save(RECIPE, green("1.2.0+1"));
        assertThat(greens().of(RECIPE).flatMap(PassedRun::version)).contains("1.2.0+1");

        greens().save(RECIPE, green(null));
        assertThat(greens().of(RECIPE).flatMap(PassedRun::version)).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_told_and_costs_nothing() throws Exception {
        greens().save(RECIPE, green("1.0.0+1"));
        Files.writeString(folder.resolve("last-green/ghost.json"), "{\"commit\": \"main\"");

        assertThat(greens().of(RECIPE)).isEmpty();
        assertThat(told).singleElement().asString().contains("ghost.json cannot be read");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_and_costs_nothing() throws Exception {
        Files.writeString(folder.resolve("last-green"), "a file");

        greens().save(RECIPE, green("1.0.0+1"));

        assertThat(told).singleElement().asString().contains("set CCCI_STATE_DIR");
    }
}
