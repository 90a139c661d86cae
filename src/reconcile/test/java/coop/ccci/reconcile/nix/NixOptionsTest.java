package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator reads of every option what it is, of which type, and how one looks. */
class NixOptionsTest {
    private static final String OPTION = "lib.mkOption {";

    @Test
    void every_option_has_a_type_a_description_and_an_example_unless_it_is_internal() throws IOException {
        var options = new ArrayList<String>();
        try (Stream<Path> modules = Files.list(FlakeFixture.ROOT.resolve("nix/modules"))) {
            for (var module : modules.sorted().toList()) {
                options.addAll(options(module.getFileName() + ": ", Files.readString(module)));
            }
        }

        assertThat(options).hasSizeGreaterThan(20).allSatisfy(option -> {
            assertThat(option).containsPattern("\n *(type = |inherit .*\\btype;)");
            assertThat(option).containsPattern("\n *description = ");
            assertThat(option).containsPattern("\n *(example = |internal = true;)");
        });
    }

    /** Returns what stands between the braces of each. */
    private static List<String> options(String module, String text) {
        var options = new ArrayList<String>();
        for (var start = text.indexOf(OPTION); start >= 0; start = text.indexOf(OPTION, start + 1)) {
            var end = start + OPTION.length();
            for (var depth = 1; depth > 0; end++) {
                depth += switch (text.charAt(end)) {
                    case '{' -> 1;
                    case '}' -> -1;
                    default -> 0;
                };
            }
            options.add(module + text.substring(start, end));
        }
        return options;
    }
}
