package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the flake comes to. {@code -Dgolden.write=true} writes {@code nix/tests/units} anew.
 */
class FlakeTest {
    private static final Path GOLDEN = FlakeFixture.ROOT.resolve("nix/tests/units");
    private static final String HOST = "#nixosConfigurations.cc-ci";
    private static final String TOP_LEVEL = HOST + ".config.system.build.toplevel.drvPath";

    @TempDir
    private Path folder;

    private FlakeFixture flake;

    @BeforeEach
    void setUp() throws IOException {
        flake = new FlakeFixture(folder);
    }

    @Test
    void every_output_of_the_flake_can_be_evaluated() {
        var checked = flake.nix("flake check", "", "--no-build");

        assertThat(checked.errors()).contains("all checks passed!");
        assertThat(checked.code()).isZero();
        for (var output : new String[] {"packages", "checks", "formatter", "devShells"}) {
            assertThat(checked.errors()).contains("checking flake output '" + output + "'");
        }
    }

    @Test
    void units_host_json_and_secrets_are_the_golden_files() throws IOException {
        var rendered = rendered();
        if (Boolean.getBoolean("golden.write")) {
            for (var each : rendered.entrySet()) {
                Files.writeString(GOLDEN.resolve(each.getKey()), each.getValue());
            }
        }

        assertThat(golden()).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "an option that NixOS does not have | { networking.colour = 1; } | The option `networking.colour' does not exist",
                "an option that cc-ci does not have | { services.cc-ci.colour = 1; } | The option `services.cc-ci.colour' does not exist",
                "a wrong value | { services.cc-ci.maxTests = lib.mkForce 0; } | `services.cc-ci.maxTests' is not of type `positive integer'",
                "a wrong domain | { services.cc-ci.domain = lib.mkForce \"CI\"; } | `services.cc-ci.domain' is not of type",
                "two values | { services.cc-ci.domain = \"ci.example.com\"; } | `services.cc-ci.domain' has conflicting definition values",
                "no repositories | { services.cc-ci.repositories = lib.mkForce [ ]; } | services.cc-ci.repositories is empty, so nothing would ever be tested",
                "a deadline after Drone's | { services.cc-ci.deadline = \"60m\"; } | services.cc-ci.deadline is 60m, and Drone ends a build after 60 minutes: set it to less, such as 55m",
                "no secrets | { services.cc-ci.domain = lib.mkForce \"ci.example.com\"; } | there is no secrets/secrets.yaml, and the example's secrets are for ci.example.org only",
                "live-restore | { virtualisation.docker.daemon.settings.live-restore = true; } | Docker's live-restore does not go with one: set virtualisation.docker.daemon.settings.live-restore = false"
            })
    void a_wrong_host_is_refused_with_a_sentence(String what, String module, String sentence) throws IOException {
        flake.operator("{ lib, ... }: assert lib.isFunction lib.mkForce; " + module + "\n");

        var refused = flake.nix("eval", TOP_LEVEL);

        assertThat(refused.code()).as(what).isNotZero();
        assertThat(refused.errors()).contains(sentence);
    }

    @Test
    void the_lock_file_is_the_one_that_the_inputs_ask_for_and_nothing_is_fetched_for_it() {
        var locked = flake.nixAsLocked("flake metadata", "--no-update-lock-file", "--json");

        assertThat(locked.code()).as(locked.errors()).isZero();
        assertThat(locked.output())
                .contains("fd1462031fdee08f65fd0b4c6b64e22239a77870", "9ed65852b6257fbeae4355bc24ecfea307ca759a");
    }

    @Test
    void a_value_that_is_missing_is_told_by_its_name() throws IOException {
        flake.replace("nix/hosts/cc-ci/default.nix", "forge.url = \"https://git.example.org\";", "");

        assertThat(flake.nix("eval", TOP_LEVEL).errors())
                .contains("The option `services.cc-ci.forge.url' is used but not defined");
    }

    @Test
    void with_secrets_of_its_own_a_host_has_its_own_domain() throws IOException {
        flake.operator("{ lib, ... }: { services.cc-ci.domain = lib.mkForce \"ci.example.com\"; }\n");
        Files.writeString(folder.resolve("flake/secrets/secrets.yaml"), "wildcard: {}\n");

        assertThat(flake.nix("eval", TOP_LEVEL).code()).isZero();
    }

    @Test
    void a_part_that_is_left_out_leaves_the_others_in_their_order() throws IOException {
        flake.operator("{ services.cc-ci.drone.enable = false; services.cc-ci.runner.enable = false; }\n");

        assertThat(rendered().get("cc-ci-bridge.service"))
                .contains("After=docker.service network-online.target cc-ci-proxy.service\n");
    }

    @Test
    void an_option_adds_its_secret_to_those_that_are_decrypted_and_to_those_of_the_bridge() throws IOException {
        flake.operator(
                "{ services.cc-ci.bridge.adminToken = true; services.cc-ci.bridge.previousWebhookSecret = true; }\n");

        assertThat(rendered().get("host.json"))
                .contains(
                        "\"CCCI_ADMIN_TOKEN_FILE\":\"/run/secrets/bridge/admin_token\"",
                        "\"WEBHOOK_SECRET_PREVIOUS_FILE\":\"/run/secrets/gitea/webhook_secret_previous\"");
        assertThat(rendered().get("sops.txt"))
                .contains("secret bridge/admin_token 0400 ", "secret gitea/webhook_secret_previous 0400 ");
    }

    @Test
    void what_a_service_of_the_image_says_is_words_for_the_program() throws IOException {
        var config = flake.nix("eval", "#packages.x86_64-linux.bridge-image.config", "--json");

        var image = new ObjectMapper().readTree(config.output());
        assertThat(image.at("/Entrypoint/0").asText()).endsWith("-cc-ci/bin/cc-ci");
        assertThat(image.path("Cmd").toString()).isEqualTo("[\"serve\"]");
    }

    private Map<String, String> rendered() throws IOException {
        var function = Files.readString(FlakeFixture.ROOT.resolve("nix/tests/render.nix"));
        var ended = flake.nix("eval", HOST, "--json", "--apply", function);
        assertThat(ended.code()).as(ended.errors()).isZero();
        var files = new TreeMap<String, String>();
        JsonNode root = new ObjectMapper().readTree(ended.output());
        root.properties()
                .forEach(each -> files.put(each.getKey(), each.getValue().asText()));
        return files;
    }

    private static Map<String, String> golden() throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.list(GOLDEN)) {
            for (var file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
