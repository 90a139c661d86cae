package coop.ccci.harness.base;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedRunsTest {
    private static final RecipeName RECIPE = new RecipeName("ghost");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private FailedRuns failed() {
        return new FailedRuns(folder.resolve("failed-runs"), told::add);
    }

    private static Commit commit(int number) {
        return new Commit(String.format("%040x", number));
    }

    @Test
    void a_commit_that_failed_is_known_until_it_passes() {
        assertThat(failed().of(RECIPE, commit(1))).isEmpty();

        failed().save(RECIPE, commit(1), new RunId(12));
        failed().save(RECIPE, commit(2), new RunId(13));
        failed().save(RECIPE, commit(1), new RunId(14));

        assertThat(failed().of(RECIPE, commit(1))).contains(new RunId(14));
        failed().forget(RECIPE, commit(1));
        assertThat(failed().of(RECIPE, commit(1))).isEmpty();
        assertThat(failed().of(RECIPE, commit(2))).contains(new RunId(13));
        assertThat(failed().of(new RecipeName("other"), commit(2))).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void the_file_does_not_grow_for_ever() throws Exception {
        IntStream.range(0, 250).forEach(number -> failed().save(RECIPE, commit(number), new RunId(number + 1)));

        assertThat(failed().of(RECIPE, commit(149))).isEmpty();
        assertThat(failed().of(RECIPE, commit(150))).contains(new RunId(151));
        assertThat(folder.resolve("failed-runs/ghost.json")).content().hasSizeLessThan(20_000);
    }

    @Test
    void a_file_that_cannot_be_read_is_told_and_costs_nothing_else() throws Exception {
        Files.createDirectories(folder.resolve("failed-runs"));
        Files.writeString(folder.resolve("failed-runs/ghost.json"), "{\"failed\": [{\"commit\": \"main\"");

        assertThat(failed().of(RECIPE, commit(1))).isEmpty();
        assertThat(told).singleElement().asString().contains("ghost.json cannot be read");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_with_the_setting() throws Exception {
        Files.writeString(folder.resolve("failed-runs"), "a file");

        failed().save(RECIPE, commit(1), new RunId(1));

        assertThat(told).last().asString().contains("set CCCI_STATE_DIR");
    }
}
