package coop.ccci.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import coop.ccci.bridge.ledger.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forges besides the first. */
class ForgeReaderTest {
    @TempDir
    private Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void a_second_one() throws IOException {
        environment = SmallestEnvironment.in(folder);
        environment.put("POLL_REPOS", "recipe-maintainers/custom-html, recipe-maintainers/hedgedoc");
        environment.put("FORGES", "codeberg");
        environment.put("GITEA_URL_CODEBERG", "https://codeberg.example.org");
        environment.put("GITEA_TOKEN_CODEBERG", "another token");
        environment.put("POLL_REPOS_CODEBERG", "friends/hedgedoc");
    }

    @Test
    void each_has_its_own_settings_and_none_of_the_first_ones() {
        environment.put("ALLOWLIST", "olga");
        environment.put("WEBHOOK_SECRET", "the-new-one-0123");
        environment.put("GITEA_REQUESTS_PER_MINUTE", "10");
        var forges = ConfigurationReader.read(environment).forges();
        assertThat(forges).extracting(Configuration.Forge::key).containsExactly("gitea", "gitea-codeberg");
        assertThat(forges).extracting(Configuration.Forge::hookPath).containsExactly("/hook", "/hook/codeberg");
        var second = forges.get(1);
        assertThat(second.url()).hasToString("https://codeberg.example.org");
        assertThat(second.token()).isEqualTo(new Secret("another token"));
        assertThat(second.requestsPerMinute()).isEqualTo(600);
        assertThat(second.webhookSecrets()).isEmpty();
        assertThat(second.allowlist()).isEmpty();
        assertThat(second.repositories().get()).containsExactly(Repository.parse("gitea-codeberg", "friends/hedgedoc"));
        assertThat(ConfigurationReader.read(environment).repositories()).hasSize(3);
    }

    @Test
    void they_may_stand_in_the_file_and_a_mistyped_one_is_told() throws IOException {
        environment.put("CCCI_CONFIG", file("BOTS_CODEBERG = renovate\n"));
        assertThat(ConfigurationReader.read(environment).forges().get(1).bots()).containsExactly("renovate");
        environment.put("CCCI_CONFIG", file("BOTS_CODEBURG = renovate\n"));
        assertThat(problems()).singleElement().asString().contains("BOTS_CODEBURG", "no such setting");
    }

    @Test
    void what_is_wrong_is_told_by_the_name_of_the_setting() {
        environment.remove("GITEA_TOKEN_CODEBERG");
        environment.put("POLL_REPOS_CODEBERG", "hedgedoc");
        environment.put("WEBHOOK_SECRET_CODEBERG", "short");
        environment.put("GITEA_URL_CODEBERG", "http://127.0.0.1:3000");
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .contains("GITEA_TOKEN_CODEBERG is not set", "GITEA_TOKEN_FILE_CODEBERG"),
                        problem -> assertThat(problem).contains("POLL_REPOS_CODEBERG = \"hedgedoc\"", "owner/name"),
                        problem -> assertThat(problem).contains("WEBHOOK_SECRET_CODEBERG", "16 characters"),
                        problem -> assertThat(problem).contains("GITEA_URL_CODEBERG", "another forge"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "previous", "Code-Berg", "7of9", "codeberg,codeberg"})
    void a_forge_has_a_plain_name_of_its_own(String names) {
        environment.put("FORGES", names);
        assertThat(problems()).allSatisfy(problem -> assertThat(problem).contains("FORGES"));
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("cc-ci.properties"), content).toString();
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, () -> ConfigurationReader.read(environment))
                .sentences();
    }
}
