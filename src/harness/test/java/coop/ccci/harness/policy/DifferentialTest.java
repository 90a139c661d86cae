package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Holds the harness's reading of a recipe against how others may read it, and the filter against both: whatever anybody would
 * tell Docker must be allowed, no harm comes through the filter even where the policy is not asked, and what the policy allows
 * the filter lets through. {@code ./cc-ci test --all} tries more, and {@code bench/fuzz} a million of others.
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
    private final JudgedRequests filter = new JudgedRequests(APP, this::refusal);
    private final Map<String, String> written = new HashMap<>();
    private final Set<Long> tried = new HashSet<>();
    private long requests;
    private Path recipe;

    @BeforeEach
    void setUp() throws IOException {
        recipe = Files.createDirectories(parent.resolve("guestbook"));
        Files.writeString(Files.createDirectories(parent.resolve("outside")).resolve("app.env"), "SECRET=1\n");
        write("conf.txt", "x");
        write(".git/config", "of git");
        write("compose.evil.yml", "services: {app: {volumes: ['/:/host']}}\n");
        Files.createDirectories(recipe.resolve("x"));
        Files.createSymbolicLink(recipe.resolve("x/root"), Path.of(".."));
        Files.createDirectories(recipe.resolve("a/b/c"));
        Files.createSymbolicLink(recipe.resolve("a/b/c/up"), Path.of("../../.."));
    }

    /** As that of the recipe's files, which are known here and need not be read for each request. */
    private Optional<String> refusal(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        var isOwn = written.entrySet().stream()
                .anyMatch(file ->
                        !file.getKey().startsWith(".git/") && file.getValue().equals(text));
        return isOwn || text.isEmpty() ? Optional.empty() : Optional.of("none of the recipe's files");
    }

    private void write(String file, String text) throws IOException {
        if (!text.equals(written.put(file, text))) {
            Files.createDirectories(recipe.resolve(file).getParent());
            Files.writeString(recipe.resolve(file), text);
        }
    }

    @Test
    void row_21_what_another_reader_would_tell_docker_is_what_was_allowed() throws IOException {
        var random = new Random(SEED);
        var allowed = 0;
        var refused = 0;
        var seen = new TreeSet<String>();
        var asked = new TreeSet<String>();
        var differences = new LinkedHashMap<String, HostileRecipe>();
        for (var input = 0; input < INPUTS; input++) {
            var hostile = another(random);
            write("compose.yml", hostile.compose());
            write(".env.sample", hostile.sample());
            write("abra.sh", hostile.abraSh());
            var settings = judged();
            var told = told(hostile, settings.orElseGet(this::unjudged));
            seen.addAll(told.dangers);
            asked.addAll(told.asked);
            allowed += settings.isPresent() ? 1 : 0;
            refused += told.refusals.isEmpty() ? 0 : 1;
            var difference = told.difference(settings.isPresent());
            if (difference.isPresent() && differences.size() < MAX_SHOWN) {
                differences.put(difference.get() + " by input " + input, hostile);
            }
        }

        System.out.println("differential: " + INPUTS + " different recipes from seed " + SEED + ", " + allowed
                + " allowed by the policy, " + requests + " requests to Docker, " + refused
                + " recipes refused by the filter, " + differences.size() + " differences"
                + standIn.map(abra -> ", the stand-in for abra among the readers")
                        .orElse(""));
        assertThat(differences).isEmpty();
        assertThat(allowed).as("ordinary ones pass").isGreaterThan(INPUTS / 100).isLessThan(INPUTS * 3 / 4);
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
        assertThat(asked)
                .as("each kind of harm that Docker could do was asked of it")
                .contains(
                        "mount",
                        "driver_opts",
                        "cap_add",
                        "label of another",
                        "rule for another",
                        "secret of another",
                        "config of another",
                        "name of another",
                        "name of another on proxy",
                        "backup bot of another",
                        "limit",
                        "log",
                        "setting of the kernel",
                        "subnet");
    }

    /** Returns one that was not tried yet. */
    private HostileRecipe another(Random random) {
        var recipe = HostileRecipe.of(random);
        while (!tried.add(((long) recipe.compose().hashCode() << Integer.SIZE)
                ^ (recipe.sample() + recipe.abraSh()).hashCode())) {
            recipe = HostileRecipe.of(random);
        }
        return recipe;
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

    /**
     * What others make of a recipe.
     *
     * @param dangers what they read in it that reaches out of the app
     * @param asked what of that Docker would be asked for
     * @param passed what of that the filter lets through
     * @param refusals why the filter refuses requests
     */
    private record Told(Set<String> dangers, Set<String> asked, Set<String> passed, List<String> refusals) {
        /** Both the policy and the filter are held to what they let through alone; and what one allows the other must not refuse. */
        Optional<String> difference(boolean isAllowed) {
            if (!passed.isEmpty()) {
                return Optional.of("the filter lets through " + passed);
            }
            if (isAllowed && !dangers.isEmpty()) {
                return Optional.of("the policy allows " + dangers);
            }
            return isAllowed && !refusals.isEmpty()
                    ? Optional.of("the policy allows what the filter refuses: " + refusals)
                    : Optional.empty();
        }
    }

    private Told told(HostileRecipe hostile, EnvFile settings) throws IOException {
        var told = new Told(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        var readings = new LinkedHashSet<List<Object>>();
        var variables = new LinkedHashMap<>(Map.of(
                "STACK_NAME", APP.stack(), "HOME", parent.resolve("outside").toString()));
        variables.putAll(OtherSettings.read(settings.text()));
        var nodes = new HashMap<String, Optional<Node>>();
        for (var reader : OtherReader.ALL) {
            var own = new LinkedHashMap<>(variables);
            own.putAll(reader.exports().apply(hostile.abraSh()));
            var files = List.of(own.getOrDefault("COMPOSE_FILE", "compose.yml").split(":", -1));
            told.dangers.addAll(strange(own.get("STACK_NAME"), files));
            var documents = new ArrayList<Object>();
            for (var file : files) {
                nodes.computeIfAbsent(file, this::parsed).ifPresent(node -> documents.add(reader.document(node, own)));
            }
            readings.add(documents);
        }
        var byStandIn = standIn.flatMap(abra -> abra.read(recipe, settings.text(), APP.stack()));
        byStandIn.ifPresent(reading -> told.dangers.addAll(strange(reading.stack(), reading.files())));
        byStandIn.ifPresent(reading -> readings.add(reading.documents()));
        for (var documents : readings) {
            var dangers = new TreeSet<String>();
            documents.forEach(document -> dangers.addAll(Dangers.of(document, recipe, APP.stack(), APP.domain())));
            byStandIn
                    .filter(reading -> reading.documents().equals(documents))
                    .ifPresent(reading -> toldByStandIn.addAll(dangers));
            told.dangers.addAll(dangers);
            var stack = StackRequests.of(documents, recipe, APP.stack());
            var outcome = filter.of(stack);
            requests += stack.size();
            told.asked.addAll(outcome.asked());
            told.passed.addAll(outcome.passed());
            told.refusals.addAll(outcome.refusals());
        }
        return told;
    }

    private static Set<String> strange(String stack, List<String> files) {
        var strange = new TreeSet<String>();
        if (!APP.stack().equals(stack)) {
            strange.add("another stack");
        }
        if (files.contains("compose.evil.yml")) {
            strange.add("another file");
        }
        return strange;
    }

    private Optional<Node> parsed(String file) {
        try {
            return Files.isRegularFile(recipe.resolve(file))
                    ? OtherReader.parse(Files.readString(recipe.resolve(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
