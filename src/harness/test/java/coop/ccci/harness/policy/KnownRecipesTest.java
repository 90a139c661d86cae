package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.EnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the recipes of the sandbox ask for, good ones and canaries, is allowed: they fail where they are meant to, or nowhere. */
class KnownRecipesTest {
    private static final Path SANDBOX = Path.of("../sandbox");
    private static final Map<String, String> REFUSED = Map.of(
            "catch-all",
            "takes every connection of an entry point that all apps share",
            "reset-tag",
            "has the tag !reset");

    @TempDir
    Path folder;

    @Test
    void every_version_of_the_sample_recipes_is_allowed() throws IOException {
        for (var compose : files(SANDBOX.resolve("recipes"), "compose.yml")) {
            assertThat(judged(compose.getParent(), Map.of()))
                    .as(compose.toString())
                    .isEmpty();
        }
    }

    @Test
    void every_canary_is_allowed_what_it_asks_for_but_for_those_that_ask_for_too_much() throws IOException {
        var shared = SANDBOX.resolve("canaries/shared/recipe");
        var refused = new TreeMap<String, String>();
        for (var patch : files(SANDBOX.resolve("canaries"), "compose.")) {
            if (!patch.startsWith(shared)) {
                var found = judged(shared, Map.of("compose.patch.yml", patch));
                if (!found.isEmpty()) {
                    refused.put(
                            SANDBOX.resolve("canaries")
                                    .relativize(patch)
                                    .getName(0)
                                    .toString(),
                            found);
                }
            }
        }

        assertThat(refused.keySet()).isEqualTo(REFUSED.keySet());
        refused.forEach((canary, found) -> assertThat(found).contains(REFUSED.get(canary)));
    }

    private static List<Path> files(Path below, String beginning) throws IOException {
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.writeString(to, Files.readString(from).replace("@REGISTRY@", "registry.example.org"));
    }

    /** Returns what is found, or why it cannot be read; empty where all is well. */
    private String judged(Path recipe, Map<String, Path> more) throws IOException {
        var checkout = Files.createTempDirectory(folder, "recipe");
        copy(recipe.resolve("compose.yml"), checkout.resolve("compose.yml"));
        if (Files.exists(recipe.resolve("abra.sh"))) {
            Files.copy(recipe.resolve("abra.sh"), checkout.resolve("abra.sh"));
        }
        var chosen = "compose.yml";
        for (var overlay : more.entrySet()) {
            copy(overlay.getValue(), checkout.resolve(overlay.getKey()));
            chosen += ":" + overlay.getKey();
        }
        var settings = new LinkedHashMap<>(
                EnvFile.parse("DOMAIN=" + PayloadRecipe.APP.domain()).variables());
        settings.put("COMPOSE_FILE", chosen);
        try {
            var compose = Compose.read(checkout, PayloadRecipe.APP, settings);
            return String.join(
                    "\n",
                    ComposePolicy.findings(compose, checkout, PayloadRecipe.APP).stream()
                            .map(ComposePolicy.Violation::toString)
                            .toList());
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
