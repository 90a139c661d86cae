package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All Nix files have the official format, and nothing in them is unused. */
class NixFormatTest {
    @Test
    void every_nix_file_has_the_official_format() throws IOException {
        var words = new ArrayList<>(List.of("--check"));
        words.addAll(files());

        var ended = NixTool.of("nixfmt").run(FlakeFixture.ROOT, Map.of(), words);

        assertThat(ended.code())
                .as(ended.output() + ended.errors() + "nix fmt mends it")
                .isZero();
    }

    @Test
    void nothing_in_a_nix_file_is_unused() throws IOException {
        var words = new ArrayList<>(List.of("--fail", "--no-lambda-pattern-names"));
        words.addAll(files());

        var ended = NixTool.of("deadnix").run(FlakeFixture.ROOT, Map.of(), words);

        assertThat(ended.code()).as(ended.output() + ended.errors()).isZero();
    }

    @Test
    void no_nix_file_is_long() throws IOException {
        for (var file : files()) {
            assertThat(Files.readAllLines(FlakeFixture.ROOT.resolve(file)))
                    .as(file)
                    .hasSizeLessThanOrEqualTo(300);
        }
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(FlakeFixture.ROOT.resolve("nix"))) {
            var found = Stream.concat(all, Stream.of(FlakeFixture.ROOT.resolve("flake.nix")))
                    .filter(file -> file.toString().endsWith(".nix"))
                    .map(file -> FlakeFixture.ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(20);
            return found;
        }
    }
}
