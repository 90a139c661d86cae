package coop.ccci.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.ccci.bridge.config.Configuration.RunAccount;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    @TempDir
    private Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void that_is_enough_to_start() throws IOException {
        environment = SmallestEnvironment.in(folder);
        environment.put("POLL_REPOS", "Recipe-Maintainers/custom-html, recipe-maintainers/hedgedoc");
    }

    @Test
    void what_is_not_set_has_a_default() {
        var configuration = ConfigurationReader.read(environment);
        assertThat(configuration.pollInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.engine().name()).isEqualTo("local");
        assertThat(configuration.engine().capacity()).isEqualTo(1);
        assertThat(configuration.engine().deadline()).isEqualTo(Duration.ofMinutes(60));
        assertThat(configuration.engine().command()).isEqualTo(folder.resolve("cc-ci"));
        assertThat(configuration.http()).isEqualTo(new Configuration.Http("127.0.0.1", 8090, 1000));
        assertThat(configuration.publicUrl()).hasToString("http://127.0.0.1:8090");
        assertThat(configuration.forge().webhookSecrets()).isEmpty();
        assertThat(configuration.forge().url()).hasToString("http://127.0.0.1:3000");
        assertThat(configuration.repositories())
                .containsExactly(
                        Repository.parse("recipe-maintainers/custom-html"),
                        Repository.parse("recipe-maintainers/hedgedoc"));
    }

    @Test
    void every_problem_gets_a_sentence_of_its_own() {
        environment.remove("GITEA_TOKEN");
        environment.put("GITEA_URL", "ftp://git.example.org");
        environment.put("POLL_REPOS", "custom-html");
        environment.put("POLL_INTERVAL", "soon");
        environment.put("CCCI_HTTP_PORT", "80000");
        environment.put("CCCI_ENGINE", "jenkins");
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("GITEA_TOKEN is not set", "GITEA_TOKEN_FILE"),
                        problem -> assertThat(problem).contains("GITEA_URL = \"ftp://git.example.org\"", "http"),
                        problem -> assertThat(problem).contains("POLL_REPOS = \"custom-html\"", "owner/name"),
                        problem -> assertThat(problem).contains("POLL_INTERVAL = \"soon\"", "30s"),
                        problem -> assertThat(problem).contains("CCCI_HTTP_PORT = \"80000\"", "1 to 65535"),
                        problem -> assertThat(problem).contains("CCCI_ENGINE = \"jenkins\"", "local or drone"));
    }

    @Test
    void a_former_name_still_works_with_one_warning() throws IOException {
        assertThat(Settings.of(environment).warnings()).isEmpty();
        environment.put("CCCI_RUNS_AT_ALL", "7");
        Files.writeString(folder.resolve("cc-ci.properties"), "CCCI_RUNS_AT_ALL = 6\n");
        environment.put("CCCI_CONFIG", folder.resolve("cc-ci.properties").toString());
        assertThat(ConfigurationReader.read(environment).access().maxRuns()).isEqualTo(7);
        assertThat(Settings.of(environment).warnings())
                .singleElement()
                .asString()
                .contains("CCCI_RUNS_AT_ALL is deprecated", "CCCI_MAX_RUNS");
    }

    @Test
    void of_a_former_and_a_present_name_the_present_one_counts_and_the_warning_stays() {
        environment.put("CCCI_RUNS_AT_ALL", "7");
        environment.put("CCCI_MAX_RUNS", "8");
        assertThat(ConfigurationReader.read(environment).access().maxRuns()).isEqualTo(8);
        assertThat(Settings.of(environment).warnings()).hasSize(1);
    }

    @Test
    void a_key_of_the_file_that_means_nothing_is_told() throws IOException {
        environment.put("CCCI_CONFIG", file("cc-ci.properties", "POLL_INTERVALL = 10s\nPOLL_INTERVAL = 10s\n"));
        assertThat(problems()).singleElement().asString().contains("POLL_INTERVALL", "no such setting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.server.port", "camel.management.jolokiaEnabled", "camel.main.routesIncludePattern"})
    void a_setting_of_camel_that_is_made_of_ours_stops_the_start(String name) throws IOException {
        environment.put("CCCI_CONFIG", file("cc-ci.properties", name + " = 1\n"));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(name + ": ")
                .contains("cannot be given");
    }

    @Test
    void the_environment_wins_over_the_file_and_the_file_over_the_default() throws IOException {
        environment.put("CCCI_CONFIG", file("cc-ci.properties", "POLL_INTERVAL = 10s\nCCCI_CAPACITY = 2\n"));
        environment.put("CCCI_CAPACITY", "3");
        var configuration = ConfigurationReader.read(environment);
        assertThat(configuration.pollInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.engine().capacity()).isEqualTo(3);
    }

    @Test
    void a_secret_may_stand_in_a_file() throws IOException {
        environment.remove("GITEA_TOKEN");
        environment.put("GITEA_TOKEN_FILE", file("token", "abcdef\n"));
        assertThat(ConfigurationReader.read(environment).forge().token()).isEqualTo(new Secret("abcdef"));
        environment.put("GITEA_TOKEN_FILE", folder.resolve("nowhere").toString());
        assertThat(problems()).singleElement().asString().contains("GITEA_TOKEN_FILE", "cannot be read");
    }

    @Test
    void who_may_ask_for_how_much_can_be_set() {
        assertThat(ConfigurationReader.read(environment).access())
                .isEqualTo(new Configuration.Access(5, 5, 50, 60, Duration.ofMinutes(1)));
        environment.put("ALLOWLIST", "Olga, nils");
        environment.put("BOTS", "Renovate");
        environment.put("CCCI_RUNS_PER_PERSON", "1");
        environment.put("CCCI_RUNS_PER_REPOSITORY", "2");
        environment.put("CCCI_MAX_RUNS", "3");
        environment.put("CCCI_COMMENTS_PER_PERSON", "4");
        var configuration = ConfigurationReader.read(environment);
        assertThat(configuration.access()).isEqualTo(new Configuration.Access(1, 2, 3, 4, Duration.ofMinutes(1)));
        assertThat(configuration.forge().allowlist()).containsExactly("olga", "nils");
        assertThat(configuration.forge().bots()).containsExactly("renovate");
        environment.put("CCCI_MAX_RUNS", "0");
        assertThat(problems()).singleElement().asString().contains("CCCI_MAX_RUNS", "1 to 1000");
    }

    @Test
    void an_empty_webhook_secret_stops_the_start() {
        environment.put("WEBHOOK_SECRET", "  ");
        assertThat(problems()).singleElement().asString().contains("WEBHOOK_SECRET");
    }

    @Test
    void two_webhook_secrets_are_valid_while_one_replaces_the_other() throws IOException {
        environment.put("WEBHOOK_SECRET", "the-new-one-0123");
        environment.put("WEBHOOK_SECRET_PREVIOUS_FILE", file("previous", "the-old-one-0123\n"));
        assertThat(ConfigurationReader.read(environment).forge().webhookSecrets())
                .containsExactly(new Secret("the-new-one-0123"), new Secret("the-old-one-0123"));
        environment.remove("WEBHOOK_SECRET");
        assertThat(problems()).singleElement().asString().startsWith("WEBHOOK_SECRET:");
    }

    @Test
    void row_8_a_webhook_secret_that_could_be_guessed_stops_the_start() {
        environment.put("WEBHOOK_SECRET", "fifteen-letters");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("WEBHOOK_SECRET:")
                .contains("at least 16 characters")
                .doesNotContain("fifteen-letters");
        environment.put("WEBHOOK_SECRET", "sixteen-letters!");
        environment.put("WEBHOOK_SECRET_PREVIOUS", "short");
        assertThat(problems()).singleElement().asString().startsWith("WEBHOOK_SECRET_PREVIOUS:");
    }

    @Test
    void two_webhook_secrets_in_one_setting_stop_the_start() {
        environment.put("WEBHOOK_SECRET", "the-old-one-0123 the-new-one-0123");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("no blanks", "WEBHOOK_SECRET_PREVIOUS")
                .doesNotContain("the-old-one");
    }

    @Test
    void a_runs_folder_that_cannot_be_made_stops_the_start() throws IOException {
        environment.put("CCCI_RUNS_DIR", file("not-a-folder", "") + "/runs");
        assertThat(problems()).singleElement().asString().contains("CCCI_RUNS_DIR", "cannot be written");
    }

    @Test
    void drone_needs_its_address_a_token_and_a_repository_and_no_program_here() throws IOException {
        environment.put("CCCI_ENGINE", "drone");
        Files.delete(folder.resolve("cc-ci"));
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("DRONE_URL is not set"),
                        problem -> assertThat(problem).contains("DRONE_TOKEN is not set", "DRONE_TOKEN_FILE"),
                        problem -> assertThat(problem).contains("CI_REPO is not set", "owner/name"));
        environment.put("DRONE_URL", "https://drone.example.org/");
        environment.put("DRONE_TOKEN_FILE", file("drone-token", "s3cr3t\n"));
        environment.put("CI_REPO", "Operators/cc-ci");
        var engine = ConfigurationReader.read(environment).engine();
        assertThat(engine.name()).isEqualTo("drone");
        assertThat(engine.drone())
                .contains(new Configuration.Drone(
                        URI.create("https://drone.example.org"), new Secret("s3cr3t"), "Operators/cc-ci", 600));
        assertThat(engine.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void a_repository_that_would_lead_elsewhere_in_drones_api_stops_the_start() {
        environment.put("CCCI_ENGINE", "drone");
        environment.put("DRONE_URL", "https://drone.example.org");
        environment.put("DRONE_TOKEN", "s3cr3t");
        for (var name : List.of("cc-ci", "../user", "operators/../x", "a/b/c", "operators/cc ci")) {
            environment.put("CI_REPO", name);
            assertThat(problems()).singleElement().asString().contains("CI_REPO = \"" + name + "\"", "owner/name");
        }
    }

    @Test
    void row_1_runs_may_have_an_account_of_their_own_with_its_own_home() throws IOException {
        environment.put("CCCI_ENGINE_USER", "nobody");
        environment.put("TMPDIR", "/of/the/bridge");
        environment.put("CCCI_RUNS_DIR", file("not-a-folder", "") + "/of/the/account");
        var engine = ConfigurationReader.read(environment).engine();
        assertThat(engine.account()).map(RunAccount::name).contains("nobody");
        assertThat(engine.environment())
                .containsEntry("HOME", engine.account().orElseThrow().home().toString())
                .doesNotContainKey("TMPDIR");
    }

    @Test
    void an_account_that_there_is_not_or_that_drone_would_not_use_stops_the_start() {
        for (var name : List.of("no-such-account", "../nobody", "nobody ")) {
            environment.put("CCCI_ENGINE_USER", name + "x");
            assertThat(problems()).singleElement().asString().contains("CCCI_ENGINE_USER", "no such account");
        }
        environment.put("CCCI_ENGINE_USER", "nobody");
        environment.put("CCCI_ENGINE", "drone");
        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem).contains("CCCI_ENGINE_USER", "Drone's runner"));
    }

    @Test
    void a_home_without_the_program_stops_the_start() {
        environment.put("CCCI_HOME", folder.resolve("elsewhere").toString());
        assertThat(problems()).allMatch(problem -> problem.startsWith("CCCI_HOME"));
    }

    @Test
    void no_secret_is_ever_shown_or_handed_to_a_run() {
        environment.put("GITEA_TOKEN", "s3cr3t-token");
        environment.put("WEBHOOK_SECRET", "s3cr3t-of-the-hook");
        environment.put("CCCI_LEDGER_PASSWORD", "s3cr3t-ledger");
        environment.put("AWS_SECRET_ACCESS_KEY", "s3cr3t-cloud");
        var configuration = ConfigurationReader.read(environment);
        assertThat(configuration.toString()).doesNotContain("s3cr3t");
        assertThat(configuration.engine().environment().toString()).doesNotContain("s3cr3t");
        assertThat(configuration.engine().environment()).containsEntry("PATH", "/usr/bin");
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, () -> ConfigurationReader.read(environment))
                .sentences();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
