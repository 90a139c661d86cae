package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.secret.SecretsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Modules, example and document name the same secrets, and say the same of each. */
class SecretsTableTest {
    private static final Pattern DECLARED = Pattern.compile("secret (\\S+) .*");
    private static final Pattern IN_TABLE =
            Pattern.compile("\"([a-z_]+/[a-z_]+)\" = \\{\\s+class = \"([a-z]+)\";\\s+reader = \"([a-z, -]+)\";");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+/[a-z_]+)` \\| ([a-z]+) \\| ([a-z, -]+) \\|.*$");
    private static final Pattern KEY = Pattern.compile("( *)([a-z_]+):( \\S.*)?");

    @Test
    void the_example_has_every_secret_that_the_modules_declare_and_no_other() throws IOException {
        assertThat(inExample()).isEqualTo(declared());
    }

    @Test
    void the_document_has_a_row_for_every_secret_with_its_class_and_its_readers_and_no_other() throws IOException {
        var table = all(IN_TABLE, "nix/modules/secrets.nix");
        assertThat(table.keySet()).containsAll(declared());
        table.keySet().retainAll(declared());

        assertThat(all(ROW, "docs/secrets.md")).isEqualTo(table);
    }

    @Test
    void what_a_new_file_has_made_up_is_what_the_table_calls_internal() throws IOException {
        var classes = new TreeMap<String, String>();
        all(IN_TABLE, "nix/modules/secrets.nix").forEach((name, said) -> classes.put(name, said.split(" ", 2)[0]));
        classes.keySet().retainAll(declared());

        var inFile = new TreeMap<String, String>();
        var group = "";
        for (var line : SecretsFile.text().lines().toList()) {
            var matcher = KEY.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            if (matcher.group(1).isEmpty()) {
                group = matcher.group(2);
            } else {
                inFile.put(
                        group + "/" + matcher.group(2),
                        matcher.group(3).strip().equals(SecretsFile.FILL_IN) ? "external" : "internal");
            }
        }
        assertThat(inFile).isEqualTo(classes);
    }

    @Test
    void the_secrets_that_an_option_asks_for_are_named_by_the_document_too() throws IOException {
        var document = Files.readString(FlakeFixture.ROOT.resolve("docs/secrets.md"));
        var optional = all(IN_TABLE, "nix/modules/secrets.nix");
        optional.keySet().removeAll(declared());

        assertThat(optional).hasSize(2).allSatisfy((name, said) -> {
            assertThat(document).contains("`" + name + "`");
            assertThat(said).isEqualTo("internal bridge");
        });
    }

    /** By restarting a unit, a renewed secret would end a run; what reconciles is started by every switch anyway. */
    @Test
    void no_secret_restarts_a_unit_when_it_is_renewed() throws IOException {
        try (Stream<Path> modules = Files.list(FlakeFixture.ROOT.resolve("nix/modules"))) {
            for (var module : modules.toList()) {
                assertThat(module).content().doesNotContain("restartUnits", "reloadUnits");
            }
        }
    }

    /** Returns class and readers of each secret, by its name. */
    private static Map<String, String> all(Pattern pattern, String file) throws IOException {
        var found = new TreeMap<String, String>();
        pattern.matcher(Files.readString(FlakeFixture.ROOT.resolve(file)))
                .results()
                .forEach(each -> found.put(each.group(1), each.group(2) + " " + each.group(3)));
        return found;
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
