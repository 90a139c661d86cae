package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the harness's reading of a recipe against how others may read it: whatever anybody would tell Docker must be allowed.
 * {@code ./cc-ci test --all} tries more, and {@code bench/fuzz} a million of others, with the stand-in for abra among the readers.
 */
class DifferentialTest {
    private static final int INPUTS =
            Integer.getInteger("differential.inputs", System.getenv("CCCI_TEST_ALL") == null ? 4000 : 200_000);
    private static final long SEED = Long.getLong("differential.seed", 20261126L);
    private static final RunApp APP = PayloadRecipe.APP;
    private static final int MAX_SHOWN = 5;

    @TempDir
    Path parent;

    private final Optional<StandInReader> standIn = StandInReader.named();
    private final Set<String> toldByStandIn = new TreeSet<>();
    private Path recipe;

    @BeforeEach
    void setUp() throws IOException {
        recipe = Files.createDirectories(parent.resolve("guestbook"));
        Files.writeString(Files.createDirectories(parent.resolve("outside")).resolve("app.env"), "SECRET=1\n");
        write("conf.txt", "x");
        write(".git/config", "x");
        write("compose.evil.yml", "services: {app: {volumes: ['/:/host']}}\n");
        Files.createDirectories(recipe.resolve("x"));
        Files.createSymbolicLink(recipe.resolve("x/root"), Path.of(".."));
        Files.createDirectories(recipe.resolve("a/b/c"));
        Files.createSymbolicLink(recipe.resolve("a/b/c/up"), Path.of("../../.."));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(recipe.resolve(file).getParent());
        Files.writeString(recipe.resolve(file), text);
    }

    @Test
    void row_21_what_another_reader_would_tell_docker_is_what_was_allowed() throws IOException {
        var random = new Random(SEED);
        var allowed = 0;
        var seen = new TreeSet<String>();
        var differences = new LinkedHashMap<String, HostileRecipe>();
        for (var input = 0; input < INPUTS; input++) {
            var hostile = HostileRecipe.of(random);
            write("compose.yml", hostile.compose());
            write(".env.sample", hostile.sample());
            write("abra.sh", hostile.abraSh());
            var settings = judged();
            var dangers = dangers(hostile, settings.orElseGet(this::unjudged));
            seen.addAll(dangers);
            if (settings.isPresent()) {
                allowed++;
                if (!dangers.isEmpty() && differences.size() < MAX_SHOWN) {
                    differences.put(dangers + " by input " + input, hostile);
                }
            }
        }

        System.out.println("differential: " + INPUTS + " recipes from seed " + SEED + ", " + allowed + " allowed, "
                + differences.size() + " differences"
                + standIn.map(abra -> ", the stand-in for abra among the readers")
                        .orElse(""));
        assertThat(differences).isEmpty();
        assertThat(allowed).as("ordinary ones pass").isGreaterThan(INPUTS / 20).isLessThan(INPUTS * 3 / 4);
        if (standIn.isPresent()) {
            assertThat(toldByStandIn).as("the stand-in reads").contains("mount", "driver_opts", "label of another");
        }
        assertThat(seen)
                .as("each kind of harm was tried")
                .contains(
                        "mount",
                        "driver_opts",
                        "file",
                        "privileged",
                        "cap_add",
                        "label of another",
                        "rule for another",
                        "secrets of another",
                        "configs of another",
                        "volume of another",
                        "another stack",
                        "another file");
    }

    /** Returns the settings that the harness would write; empty where it refuses the recipe. */
    private Optional<EnvFile> judged() {
        try {
            Compose.requireReadable(recipe);
            var settings = settings();
            var compose = Compose.read(recipe, APP, settings.variables());
            return ComposePolicy.findings(compose, recipe, APP).isEmpty() ? Optional.of(settings) : Optional.empty();
        } catch (RunException e) {
            return Optional.empty();
        }
    }

    private EnvFile settings() {
        var env = SampleFile.filledIn(recipe, APP.domain()).orElseThrow();
        if (env.variables().containsKey("STACK_NAME")) {
            throw RunException.recipe("STACK_NAME");
        }
        env.set("DOMAIN", APP.domain());
        env.set("EXTRA_DOMAINS", "");
        env.set("LETS_ENCRYPT_ENV", "");
        env.set("STACK_NAME", APP.stack());
        return env.canonical();
    }

    /** As they would be had nobody looked: only to see that harm was tried. */
    private EnvFile unjudged() {
        var env = SampleFile.filledIn(recipe, APP.domain()).orElseThrow();
        env.set("DOMAIN", APP.domain());
        return env;
    }

    private Set<String> dangers(HostileRecipe hostile, EnvFile settings) throws IOException {
        var dangers = new TreeSet<String>();
        for (var reader : OtherReader.ALL) {
            var variables = new LinkedHashMap<>(Map.of(
                    "STACK_NAME", APP.stack(), "HOME", parent.resolve("outside").toString()));
            variables.putAll(OtherSettings.read(settings.text()));
            variables.putAll(reader.exports().apply(hostile.abraSh()));
            if (!variables.get("STACK_NAME").equals(APP.stack())) {
                dangers.add("another stack");
            }
            for (var file :
                    variables.getOrDefault("COMPOSE_FILE", "compose.yml").split(":", -1)) {
                if (file.equals("compose.evil.yml")) {
                    dangers.add("another file");
                }
                var text = Files.isRegularFile(recipe.resolve(file)) ? Files.readString(recipe.resolve(file)) : "";
                dangers.addAll(Dangers.of(reader.compose(text, variables), recipe, APP.stack(), APP.domain()));
            }
        }
        standIn.ifPresent(abra -> {
            var told = abra.dangers(recipe, settings.text(), APP.stack(), APP.domain());
            toldByStandIn.addAll(told);
            dangers.addAll(told);
        });
        return dangers;
    }
}
