package coop.ccci.reconcile.secret;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.document.DocumentedCommands;
import coop.ccci.reconcile.nix.FlakeFixture;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProcessCaller;
import coop.ccci.reconcile.program.ProgramCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/secrets.md as they stand there, run by an operator with real sops and age in a checkout with the
 * tracked template. sops is built from its module once, so only {@code ./cc-ci test --all} does it.
 */
@EnabledIfEnvironmentVariable(named = "CCCI_TEST_ALL", matches = ".+", disabledReason = "./cc-ci test --all does this")
class SecretsDocumentIT {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB+made/up=\n-----END CERTIFICATE-----\n";
    private static final Duration BUILD = Duration.ofMinutes(20);

    private static final Pattern KEY = Pattern.compile("( *)([a-z_]+):(.*)");

    private static Path sops;

    @TempDir
    private Path folder;

    private ProgramCaller programs;
    private Path secrets;

    @BeforeAll
    static void bringSops() {
        var words = List.of(System.getProperty("ccci.command"), "sandbox", "program", "sops");
        var found = new ProcessCaller(Map.of()).call(words, "", BUILD);
        assertThat(found.code()).as(found.errors()).isZero();
        sops = Path.of(found.output().strip());
    }

    @BeforeEach
    void makeTheFile() throws IOException {
        var checkout = Files.createDirectory(folder.resolve("checkout"));
        Files.createSymbolicLink(checkout.resolve("cc-ci"), Path.of(System.getProperty("ccci.command")));
        secrets = Files.createDirectory(checkout.resolve("secrets"));
        Files.copy(FlakeFixture.ROOT.resolve("secrets/.sops.yaml"), secrets.resolve(".sops.yaml"));
        var editor = Files.writeString(
                folder.resolve("editor"),
                """
                #!/bin/sh
                cp "$1" "$HOME/opened"
                sed -i -e 's/crt: FILL-IN/crt: |\\n%s/' -e 's/FILL-IN/given by somebody else/' "$1"
                cp "$1" "$HOME/saved"
                """
                        .formatted(CERTIFICATE
                                .strip()
                                .indent(8)
                                .stripTrailing()
                                .replace("/", "\\/")
                                .replace("\n", "\\n")));
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        // No key of whoever runs this test is found; what is built for this checkout is.
        var cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache");
        programs = new ProcessCaller(Map.of(
                "HOME",
                folder.toString(),
                "XDG_CACHE_HOME",
                cache,
                "XDG_CONFIG_HOME",
                folder.resolve("config").toString(),
                "EDITOR",
                editor.toString(),
                "SOPS_DISABLE_VERSION_CHECK",
                "1",
                "PATH",
                sops.getParent() + ":" + System.getenv("PATH")));
        for (var block :
                DocumentedCommands.of("docs/secrets.md", "## Making the file").blocks()) {
            if (!block.startsWith("install ")) {
                done(checkout, block);
            }
        }
    }

    @Test
    void each_of_the_two_keys_opens_what_was_made_up_and_filled_in_byte_by_byte_and_no_other_does() throws IOException {
        assertThat(folder.resolve("opened"))
                .content()
                .contains("crt: FILL-IN\n")
                .containsPattern("rpc_secret: [0-9a-f]{64}\n");
        assertThat(secrets.resolve("secrets.yaml"))
                .content()
                .contains("rpc_secret: ENC[")
                .doesNotContain("FILL-IN", "given by somebody else", "CERTIFICATE");
        for (var key : List.of("cc-ci-key.txt", "cc-ci-recovery.txt")) {
            assertThat(opened(folder.resolve(key))).as(key).isEqualTo(Files.readString(folder.resolve("saved")));
        }
        var certificate = run(
                secrets,
                "SOPS_AGE_KEY_FILE=~/cc-ci-key.txt sops --decrypt --extract '[\"wildcard\"][\"crt\"]' secrets.yaml");
        assertThat(certificate.output()).isEqualTo(CERTIFICATE);

        done(folder, "age-keygen -o other.txt");
        assertThat(refused("SOPS_AGE_KEY_FILE=~/other.txt sops --decrypt secrets.yaml"))
                .contains("identity did not match any of the recipients");
        assertThat(refused("sops --decrypt secrets.yaml")).contains("Did not find keys in");
    }

    @Test
    void the_ssh_key_of_the_host_opens_it_where_its_form_for_age_is_one_of_the_recipients() throws IOException {
        done(folder, "ssh-keygen -q -t ed25519 -N '' -f ssh_host_ed25519_key");
        var blob = Files.readString(folder.resolve("ssh_host_ed25519_key.pub")).split(" ", 3)[1];
        var recipient = SshKeyAsAge.recipient(Base64.getDecoder().decode(blob));
        var armoured = Files.readString(folder.resolve("ssh_host_ed25519_key"));
        var key = Base64.getMimeDecoder().decode(armoured.replaceAll("-----.*-----", ""));
        Files.writeString(folder.resolve("host.txt"), SshKeyAsAge.identity(key) + "\n");
        assertThat(done(folder, "age-keygen -y host.txt").strip()).isEqualTo(recipient);

        renew(folder.resolve("cc-ci-key.txt"), recipient);

        assertThat(opened(folder.resolve("host.txt"))).isEqualTo(Files.readString(folder.resolve("saved")));
    }

    @Test
    void another_key_of_the_host_opens_it_and_the_old_one_does_not_and_every_secret_is_encrypted_anew()
            throws IOException {
        var before = Files.readAllLines(secrets.resolve("secrets.yaml"));

        renew(folder.resolve("cc-ci-key.txt"), "");

        assertThat(opened(folder.resolve("cc-ci-key-new.txt"))).isEqualTo(Files.readString(folder.resolve("saved")));
        assertThat(opened(folder.resolve("cc-ci-recovery.txt"))).isEqualTo(Files.readString(folder.resolve("saved")));
        assertThat(refused("SOPS_AGE_KEY_FILE=~/cc-ci-key.txt sops --decrypt secrets.yaml"))
                .contains("identity did not match any of the recipients");
        assertThat(Files.readAllLines(secrets.resolve("secrets.yaml")))
                .filteredOn(line -> line.contains("ENC["))
                .hasSize(SecretsFile.names().size() + 1)
                .doesNotContainAnyElementsOf(before);

        done(folder, "cat cc-ci-key-new.txt >>cc-ci-key.txt");
        assertThat(opened(folder.resolve("cc-ci-key.txt")))
                .as("with both keys in one file")
                .isEqualTo(Files.readString(folder.resolve("saved")));
    }

    @Test
    void the_recovery_key_opens_a_clone_elsewhere() throws IOException {
        var trial = anotherKey().get(2).replace("<your private repository>", secrets.toString());
        done(
                secrets,
                "git init -q && git add -A && git -c user.name=operator -c user.email=operator@example.org commit -qm secrets");

        assertThat(done(folder, trial)).contains("the recovery key opens it");
    }

    @Test
    void the_example_has_every_secret_and_opens_with_the_key_that_everybody_has_and_with_no_other() {
        var example = FlakeFixture.ROOT.resolve("secrets/example");
        var group = "";
        var names = new ArrayList<String>();
        for (var line : opened(example.resolve("key.txt"), example).lines().toList()) {
            var key = KEY.matcher(line);
            if (key.matches() && key.group(1).isEmpty()) {
                group = key.group(2);
            } else if (key.matches()) {
                names.add(group + "/" + key.group(2));
                assertThat(key.group(3)).as(line).isNotBlank().isNotEqualTo(" " + SecretsFile.FILL_IN);
            }
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(SecretsFile.names());

        assertThat(refused("SOPS_AGE_KEY_FILE=~/cc-ci-key.txt sops --decrypt " + example.resolve("secrets.yaml")))
                .contains("identity did not match any of the recipients");
    }

    @Test
    void a_file_that_was_changed_by_hand_and_one_for_nobody_are_refused_in_words_that_the_document_explains()
            throws IOException {
        var explained = Files.readString(FlakeFixture.ROOT.resolve("docs/secrets.md"));
        var file = secrets.resolve("secrets.yaml");
        var good = Files.readString(file);
        var open = "SOPS_AGE_KEY_FILE=~/cc-ci-key.txt sops --decrypt secrets.yaml";

        Files.writeString(file, good.replaceFirst("(?m)^    rpc_secret: .*\n", ""));
        assertThat(refused(open)).contains("MAC mismatch");
        Files.writeString(file, good.replaceFirst("(rpc_secret: ENC.AES256_GCM,data:)....", "$1AAAA"));
        assertThat(refused(open)).contains("Could not decrypt value");
        Files.copy(
                FlakeFixture.ROOT.resolve("secrets/.sops.yaml"),
                Files.createDirectory(folder.resolve("template")).resolve(".sops.yaml"));
        var template = run(folder.resolve("template"), "echo 'a: b' >secrets.yaml; sops --encrypt secrets.yaml");
        assertThat(template.errors()).contains("unknown recipient type", "PUT-THE-HOST-S-PUBLIC-KEY-HERE");
        assertThat(explained)
                .contains("`MAC mismatch`", "`Could not decrypt value`", "`unknown recipient type`")
                .contains("`Did not find keys in locations`", "`identity did not match any of the recipients`");
    }

    @Test
    void a_key_with_a_typing_mistake_is_refused_before_anything_is_written() {
        var mistyped = "age1" + "q".repeat(58);
        var refused = run(folder.resolve("checkout"), "./cc-ci host secrets init --recipient " + mistyped + " fresh");

        assertThat(refused.code()).isNotZero();
        assertThat(refused.errors() + refused.output())
                .contains("sops could not encrypt the secrets", "invalid checksum");
        assertThat(folder.resolve("checkout/fresh")).doesNotExist();
    }

    /** Encrypts the file for another key as the document says: for a new one, or for one that is there. */
    private void renew(Path old, String recipient) throws IOException {
        var blocks = anotherKey();
        done(folder.resolve("checkout"), blocks.get(0));
        var other = recipient.isEmpty() ? publicKey(folder.resolve("cc-ci-key-new.txt")) : recipient;
        done(
                folder.resolve("checkout"),
                blocks.get(1).replace("<old public key>", publicKey(old)).replace("<new public key>", other));
    }

    private static List<String> anotherKey() throws IOException {
        return DocumentedCommands.of("docs/secrets.md", "### Another age key").blocks();
    }

    private String publicKey(Path file) {
        return done(folder, "age-keygen -y " + file).strip();
    }

    private String opened(Path key) {
        return opened(key, secrets);
    }

    private String opened(Path key, Path place) {
        return done(place, "SOPS_AGE_KEY_FILE=" + key + " sops --decrypt secrets.yaml");
    }

    private String refused(String command) {
        var ended = run(secrets, command);
        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).as("nothing is shown of it").isEmpty();
        return ended.errors().replaceAll("[\\s|]+", " ");
    }

    private String done(Path place, String commands) {
        var ended = run(place, commands);
        assertThat(ended.code()).as(commands + ended.output() + ended.errors()).isZero();
        return ended.output();
    }

    private CallOutput run(Path place, String commands) {
        var script = "set -eu\ncd '" + place + "'\n" + commands;
        return programs.call(List.of("sh", "-c", script), "", ProgramCaller.SHORT);
    }
}
