package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Modules, example and document name the same secrets. */
class SecretsTableTest {
    private static final Pattern DECLARED = Pattern.compile("secret (\\S+) .*");
    private static final Pattern KEY = Pattern.compile("( *)([a-z_]+):( \\S.*)?");

    @Test
    void the_example_has_every_secret_that_the_modules_declare_and_no_other() throws IOException {
        assertThat(inExample()).isEqualTo(declared());
    }

    @Test
    void the_document_has_a_row_for_every_secret() throws IOException {
        var document = Files.readString(FlakeFixture.ROOT.resolve("docs/secrets.md"));

        assertThat(declared()).isNotEmpty().allSatisfy(name -> assertThat(document)
                .contains("| `" + name + "` |"));
    }

    private static Set<String> declared() throws IOException {
        var names = new TreeSet<String>();
        for (var line : Files.readAllLines(UnitFile.FOLDER.resolve("sops.txt"))) {
            var matcher = DECLARED.matcher(line);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** The names of secrets stay readable in a sops file. */
    private static Set<String> inExample() throws IOException {
        var names = new TreeSet<String>();
        var group = "";
        for (var line : lines()) {
            var matcher = KEY.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            if (matcher.group(1).isEmpty()) {
                group = matcher.group(2);
            } else if (!group.equals("sops")) {
                names.add(group + "/" + matcher.group(2));
            }
        }
        return names;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FlakeFixture.ROOT.resolve(Path.of("secrets/example/secrets.yaml")));
    }
}
