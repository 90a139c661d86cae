package coop.ccci.reconcile.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProgramCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a new host's secrets. */
class NewSecretsTest {
    private static final String HOST = "age1glt05a2xkqeavcfx4l6vtfk6pnnmqgz862jduz2smneq3jdsqyds0hmjpt";
    private static final String RECOVERY = "age1" + "q".repeat(58);

    @TempDir
    private Path folder;

    private final List<List<String>> calls = new ArrayList<>();
    private final StringBuilder given = new StringBuilder();
    private String rules = "";
    private CallOutput answer = new CallOutput(0, "encrypted\n", "");

    @Test
    void sops_is_given_every_secret_and_the_keys_and_what_it_answers_is_what_lies_there() throws IOException {
        new NewSecrets(sops()).write(folder.resolve("secrets"), List.of(HOST, RECOVERY));

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).contains("--config", "--filename-override", "secrets.yaml");
        assertThat(rules).isEqualTo(SecretsFile.sopsRules(List.of(HOST, RECOVERY)));
        assertThat(given.toString())
                .contains("rpc_secret: ", "    token: FILL-IN\n")
                .doesNotContain("rpc_secret: FILL");
        assertThat(folder.resolve("secrets/secrets.yaml")).hasContent("encrypted\n");
        assertThat(folder.resolve("secrets/.sops.yaml")).content().contains(HOST + ",\n      " + RECOVERY);
    }

    @Test
    void secrets_that_are_there_are_never_written_over() throws IOException {
        Files.writeString(folder.resolve("secrets.yaml"), "mine");

        assertThatThrownBy(() -> new NewSecrets(sops()).write(folder, List.of(HOST)))
                .isInstanceOf(PartException.class)
                .hasMessageEndingWith("is there already; sops edits it");
        assertThat(folder.resolve("secrets.yaml")).hasContent("mine");
    }

    @Test
    void a_key_that_is_none_and_a_private_one_are_refused() {
        for (var key : List.of("age1", "AGE-SECRET-KEY-1QQQQ", "ssh-ed25519 AAAA")) {
            assertThatThrownBy(() -> new NewSecrets(sops()).write(folder, List.of(key)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no public key of age");
        }
    }

    @Test
    void where_sops_refuses_nothing_is_written() {
        answer = new CallOutput(1, "", "no such key");

        assertThatThrownBy(() -> new NewSecrets(sops()).write(folder, List.of(HOST)))
                .hasMessage("sops could not encrypt the secrets, exit code 1: no such key");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_is_made_up_is_another_one_each_time_and_each_name_is_in_the_table_of_the_modules() throws IOException {
        assertThat(SecretsFile.text()).isNotEqualTo(SecretsFile.text());
        var declared = Files.readAllLines(Path.of("../../nix/tests/units/sops.txt")).stream()
                .filter(line -> line.startsWith("secret "))
                .map(line -> line.split(" ", 3)[1])
                .toList();
        assertThat(SecretsFile.names()).isEqualTo(declared);
    }

    private ProgramCaller sops() {
        return new ProgramCaller() {
            @Override
            public CallOutput call(List<String> words, String input, Duration atMost) {
                calls.add(words);
                rules = text(Path.of(words.get(words.indexOf("--config") + 1)));
                given.append(input);
                return answer;
            }

            @Override
            public CallOutput pipe(List<String> first, List<String> second, Duration atMost) {
                throw new AssertionError("nothing is piped");
            }
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
