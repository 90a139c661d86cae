package coop.ccci.harness.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GITEA_TOKEN",
                "WEBHOOK_SECRET",
                "CCCI_ADMIN_PASSWORD",
                "RESTIC_PASSWORD",
                "AWS_SECRET_ACCESS_KEY",
                "SOPS_AGE_KEY",
                "HCLOUD_API_KEY",
                "SSH_PASSPHRASE",
                "DRONE_RPC_SECRET",
                "HTTP_AUTHORIZATION",
                "gandi_rest_token"
            })
    void row_16_a_variable_whose_name_tells_it_is_secret_is_known(String name) {
        assertThat(KnownSecrets.in(Map.of(name, "0123-of-great-worth"))).containsExactly("0123-of-great-worth");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "CCCI_ZONE",
                "RECIPE",
                "KEYBOARD",
                "DRONE_BUILD_NUMBER",
                "GITEA_TOKEN_FILE",
                "GIT_AUTHOR_NAME",
                "DRONE_COMMIT_AUTHOR"
            })
    void other_variables_are_not(String name) {
        assertThat(KnownSecrets.in(Map.of(name, "0123-of-great-worth"))).isEmpty();
    }

    @Test
    void a_place_or_a_switch_is_not_a_secret_whatever_its_name() {
        assertThat(KnownSecrets.in(Map.of("PRIVATE_THINGS", folder.toString(), "USE_AUTH", "true")))
                .isEmpty();
    }

    @Test
    void row_16_a_login_in_an_address_is_known_in_whatever_variable_as_written_and_as_meant() {
        var environment = Map.of(
                "SRC", "https://bot:p%40ss+word@git.example.org/x.git",
                "CCCI_RECIPE_SOURCE", "https://token-alone@git.example.org/org",
                "CCCI_LEDGER_URL", "jdbc:postgresql://db/ccci?user=ccci&password=deep-down&ssl=true");

        assertThat(KnownSecrets.in(environment))
                .containsExactlyInAnyOrder("p%40ss+word", "p@ss+word", "token-alone", "deep-down");
    }

    @Test
    void an_address_without_a_login_has_no_secret() {
        assertThat(KnownSecrets.inAddress("https://git.example.org/@maya/x.git?ref=a@b"))
                .isEmpty();
    }

    @Test
    void row_16_the_files_of_a_folder_are_known_whole_and_by_their_values() throws Exception {
        Files.writeString(folder.resolve("drone"), "rpc-secret-of-drone\n");
        var deep = Files.createDirectories(folder.resolve("real/deep"));
        Files.writeString(
                deep.resolve("env"), "GITEA_TOKEN=\"abcdef0123456789\"\nPORT=80\nage: AGE-SECRET-KEY-1QQQQ\n");
        var mounted = Files.createDirectories(folder.resolve("mounted"));
        Files.createSymbolicLink(mounted.resolve("env"), deep.resolve("env"));

        assertThat(KnownSecrets.inFolder(folder))
                .contains("rpc-secret-of-drone\n", "abcdef0123456789", "AGE-SECRET-KEY-1QQQQ")
                .doesNotContain("80");
        assertThat(KnownSecrets.inFolder(mounted)).contains("abcdef0123456789");
    }

    @Test
    void a_folder_that_cannot_be_hidden_whole_is_refused_by_name() throws Exception {
        Files.write(folder.resolve("huge"), new byte[70_000]);

        assertThatThrownBy(() -> KnownSecrets.inFolder(folder))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(folder.resolve("huge").toString());
        assertThatThrownBy(() -> KnownSecrets.inFolder(folder.resolve("none")))
                .hasMessageContaining("set CCCI_SECRETS_DIR");
    }
}
