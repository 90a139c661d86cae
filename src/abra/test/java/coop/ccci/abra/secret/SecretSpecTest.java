package coop.ccci.abra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.app.AppEnvFile;
import coop.ccci.abra.recipe.ComposeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSpecTest {
    @TempDir
    private Path recipe;

    @Test
    void a_secret_is_named_by_stack_id_and_version() throws IOException {
        var secret = only("a.example.org", "SECRET_DB_PASS_VERSION=v2\n", "db_pass");
        assertThat(secret.id()).isEqualTo("db_pass");
        assertThat(secret.version()).isEqualTo("v2");
        assertThat(secret.swarmName()).isEqualTo("a_example_org_db_pass_v2");
        assertThat(secret.isGenerated()).isTrue();
    }

    @Test
    void a_generated_value_has_the_length_and_the_characters_that_the_comment_says() throws IOException {
        var secret = only("a.example.org", "SECRET_KEY_VERSION=v1 # length=48 charset=hex\n", "key");
        assertThat(new SecretValues().of(secret)).hasSize(48).matches("[0-9a-f]+");
    }

    @Test
    void special_characters_come_only_when_asked_for() throws IOException {
        var plain = only("a.example.org", "SECRET_KEY_VERSION=v1 # length=200\n", "key");
        var special = only("a.example.org", "SECRET_KEY_VERSION=v1 # length=200 charset=default,special\n", "key");
        assertThat(new SecretValues().of(plain)).matches("[A-Za-z0-9]{200}");
        assertThat(new SecretValues().of(special)).containsPattern("[^A-Za-z0-9]");
    }

    @Test
    void without_a_length_it_is_a_passphrase() throws IOException {
        var secret = only("a.example.org", "SECRET_KEY_VERSION=v1\n", "key");
        assertThat(new SecretValues().of(secret)).matches("([a-z]{5}-){5}[a-z]{5}");
    }

    @Test
    void two_values_are_not_the_same() throws IOException {
        var secret = only("a.example.org", "SECRET_KEY_VERSION=v1 # length=32\n", "key");
        var values = new SecretValues();
        assertThat(IntStream.range(0, 100).mapToObj(time -> values.of(secret)).distinct())
                .hasSize(100);
    }

    @Test
    void generate_false_leaves_it_to_the_operator() throws IOException {
        assertThat(only("a.example.org", "SECRET_KEY_VERSION=v1 # generate=false\n", "key")
                        .isGenerated())
                .isFalse();
    }

    @Test
    void a_name_of_more_than_64_characters_is_refused() {
        assertThatThrownBy(
                        () -> only("a".repeat(60), "SECRET_A_REALLY_LONG_SECRET_VERSION=v1\n", "a_really_long_secret"))
                .hasMessage("secret a_really_long_secret is > 64 chars when combined with " + "a".repeat(45));
    }

    @Test
    void a_missing_version_is_refused_with_the_key_to_set() {
        assertThatThrownBy(() -> only("a.example.org", "", "key"))
                .hasMessageContaining("missing version for secret key")
                .hasMessageContaining("SECRET_KEY_VERSION");
    }

    @Test
    void a_length_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> only("a.example.org", "SECRET_KEY_VERSION=v1 # length=long\n", "key"))
                .hasMessageContaining("\"long\"");
    }

    @Test
    void an_unknown_charset_stands_for_the_default_one() throws IOException {
        var alnum = only("a.example.org", "SECRET_KEY_VERSION=v1 # length=200 charset=alnum\n", "key");
        var both = only("a.example.org", "SECRET_KEY_VERSION=v1 # length=200 charset=default,alnum\n", "key");
        assertThat(new SecretValues().of(alnum)).matches("[A-Za-z0-9]{200}");
        assertThat(new SecretValues().of(both)).matches("[A-Za-z0-9]{200}");
    }

    @Test
    void a_secret_that_no_service_uses_is_passed_over() throws IOException {
        Files.writeString(
                recipe.resolve("compose.yml"), "services: {app: {image: a}}\nsecrets: {key: {name: a_key_v1}}\n");
        assertThat(specs("a.example.org", "")).isEmpty();
    }

    private SecretSpec only(String app, String env, String id) throws IOException {
        var key = "SECRET_" + id.toUpperCase(Locale.ROOT) + "_VERSION";
        Files.writeString(
                recipe.resolve("compose.yml"),
                "services: {app: {secrets: [" + id + "]}}\nsecrets:\n  " + id + ":\n    external: true\n"
                        + "    name: ${STACK_NAME}_" + id + "_${" + key + "}\n");
        return specs(app, env).get(0);
    }

    private List<SecretSpec> specs(String name, String env) {
        var app = new AppDefinition(name, "default", Path.of(name + ".env"), AppEnvFile.parse(env));
        return SecretSpec.of(app, ComposeFiles.read(recipe, app.composeEnv()), app.composeEnv());
    }
}
