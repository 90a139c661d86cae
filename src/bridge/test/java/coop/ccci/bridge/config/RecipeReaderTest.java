package coop.ccci.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What asks for tests of recipes themselves, and the list of repositories that is read again. */
class RecipeReaderTest {
    private static final Repository FIRST = Repository.parse("recipe-maintainers/custom-html");
    private static final Repository SECOND = Repository.parse("recipe-maintainers/matrix");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path list;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(folder.resolve("recipe-tests"));
        list = folder.resolve("repositories");
        environment.putAll(Map.of(
                "GITEA_URL",
                "http://127.0.0.1:1",
                "GITEA_TOKEN",
                "none",
                "POLL_REPOS_FILE",
                list.toString(),
                "CCCI_HOME",
                folder.toString(),
                "CCCI_ENGINE_COMMAND",
                "/bin/false",
                "CCCI_RUNS_DIR",
                folder.resolve("runs").toString()));
        Files.writeString(list, "# all of ours\n" + FIRST + "   # the first\n\n");
    }

    private Configuration read() {
        return ConfigurationReader.read(environment);
    }

    @Test
    void nothing_but_comments_asks_for_tests_unless_it_is_set() {
        assertThat(read().recipes().sweep()).isEmpty();
        assertThat(read().recipes().testsMerges()).isFalse();
        assertThat(read().recipes().testsVersions()).isFalse();
        assertThat(read().recipes().level().opensIssues()).isFalse();
        assertThat(read().recipes().level().webhook()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, 2026-11-23T02:30:00Z",
        "0 2 * * 1, 2026-11-23T02:00:00Z",
        "0 2 1 * *, 2026-12-01T02:00:00Z",
        "@daily, 2026-11-23T00:00:00Z",
    })
    void a_sweep_is_at_the_times_of_a_cron_expression_in_utc(String written, Instant next) {
        environment.put("SWEEP", written);
        assertThat(read().recipes().sweep().orElseThrow().nextAfter(Instant.parse("2026-11-22T10:00:00Z")))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly", "0 0 2 * * *", "61 2 * * *", "0 2 30 2 *", "@reboot", "* * * *"})
    void an_expression_that_is_none_or_never_comes_says_what_is_allowed(String written) {
        environment.put("SWEEP", written);
        assertThatThrownBy(this::read)
                .hasMessageContaining("SWEEP = \"" + written)
                .hasMessageContaining("30 2 * * *");
    }

    @Test
    void the_address_of_the_webhook_is_not_shown_when_it_is_wrong() {
        environment.put("CCCI_LEVEL_WEBHOOK", "ftp://chat.example.org/a-secret");
        environment.put("CCCI_TEST_MERGES", "yes");
        assertThatThrownBy(this::read)
                .hasMessageContaining("CCCI_LEVEL_WEBHOOK")
                .hasMessageContaining("CCCI_TEST_MERGES = \"yes\": give on or off")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void the_list_is_read_again_and_one_that_cannot_be_used_changes_nothing_and_is_told() throws IOException {
        var repositories = read().forge().repositories();
        assertThat(repositories.get()).containsExactly(FIRST);
        Files.writeString(list, FIRST + "\n" + SECOND + "\n");
        assertThat(repositories.get()).containsExactly(FIRST);
        repositories.readAgain();
        assertThat(repositories.get()).containsExactlyInAnyOrder(FIRST, SECOND);
        Files.writeString(list, "matrix\n");
        repositories.readAgain();
        assertThat(repositories.get()).hasSize(2);
        assertThat(repositories.problems())
                .singleElement()
                .asString()
                .contains("POLL_REPOS_FILE = \"matrix\"", "owner/name", "stay as they were");
        Files.writeString(list, "\n");
        repositories.readAgain();
        assertThat(repositories.problems()).singleElement().asString().contains("no repository");
        Files.delete(list);
        repositories.readAgain();
        assertThat(repositories.get()).hasSize(2);
        Files.writeString(list, SECOND.toString());
        repositories.readAgain();
        assertThat(repositories.problems()).isEmpty();
        assertThat(repositories.get()).containsExactly(SECOND);
    }

    @Test
    void the_operators_file_is_read_again_too() throws IOException {
        var file = folder.resolve("cc-ci.properties");
        environment.remove("POLL_REPOS_FILE");
        environment.put("CCCI_CONFIG", file.toString());
        Files.writeString(file, "POLL_REPOS = " + FIRST + "\n");
        var repositories = read().forge().repositories();
        Files.writeString(file, "POLL_REPOS = " + FIRST + "," + SECOND + "\n");
        repositories.readAgain();
        assertThat(repositories.get()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void the_list_and_a_file_of_it_are_not_both_set() {
        environment.put("POLL_REPOS", FIRST.toString());
        assertThatThrownBy(this::read).hasMessageContaining("give one of them");
    }
}
