package coop.ccci.harness.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.check.CheckFinding;
import coop.ccci.harness.check.RecipeCheck;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartingFolderTest {
    private static final RecipeProfile PAGE = new RecipeProfile(
            Map.of("app", "shop:1", "db", "postgres:15"),
            Map.of("app", "/healthz"),
            List.of("data"),
            List.of("app"),
            Map.of(),
            true,
            Map.of("db", "PostgreSQL"));

    @TempDir
    private Path all;

    private RecipeFiles read(String text) throws Exception {
        var folder = Files.createDirectories(all.resolve("shop"));
        Files.writeString(folder.resolve("recipe.yml"), text);
        return RecipeFiles.read(new RecipeFolders(List.of(all)), new RecipeName("shop"));
    }

    @Test
    void it_says_what_was_seen_and_can_be_read() throws Exception {
        var text = StartingFolder.recipeYml("shop", Optional.of("coop-cloud/shop"), PAGE);

        assertThat(text)
                .contains("services app (shop:1), db (postgres:15); volumes data.")
                .contains("# The health check of app asks /healthz.")
                .contains("# db is a database (PostgreSQL): only a witness");
        var settings = read(text).settings();
        assertThat(settings.repository()).contains("coop-cloud/shop");
        assertThat(settings.health().page().orElseThrow().path()).isEqualTo("/healthz");
        assertThat(settings.checks()).hasSize(1);
    }

    @Test
    void an_app_without_a_page_is_asked_at_its_port() throws Exception {
        var voice = new RecipeProfile(
                Map.of("app", "voice:1"),
                Map.of(),
                List.of(),
                List.of(),
                Map.of("app", List.of(64738)),
                false,
                Map.of());

        var settings =
                read(StartingFolder.recipeYml("shop", Optional.empty(), voice)).settings();

        assertThat(settings.health().describe()).isEqualTo("health by port 64738");
        assertThat(settings.checks()).isEmpty();
    }

    @Test
    void an_app_of_which_nothing_can_be_asked_gets_no_reason_that_nobody_gave() throws Exception {
        var worker =
                new RecipeProfile(Map.of("app", "worker:1"), Map.of(), List.of(), List.of(), Map.of(), false, Map.of());

        var text = StartingFolder.recipeYml("shop", Optional.empty(), worker);

        assertThat(text).contains("# health:\n#   none: ");
        assertThat(read(text).settings().health()).isEqualTo(RecipeSettings.DEFAULTS.health());
    }

    @Test
    void what_a_person_has_to_put_in_is_no_value_until_somebody_did() throws Exception {
        var unsure = new RecipeProfile(
                Map.of("app", "shop:1"), Map.of(), List.of(), List.of("app"), Map.of(), false, Map.of());
        var worker =
                new RecipeProfile(Map.of("app", "worker:1"), Map.of(), List.of(), List.of(), Map.of(), false, Map.of());

        for (var seen : List.of(PAGE, unsure, worker)) {
            var text = StartingFolder.recipeYml("shop", Optional.empty(), seen);
            var keys = text.lines().filter(line -> line.contains("CHANGEME")).toList();
            var uncommented = text.replaceAll(
                            "(?m)^# (?=health:|  none:|expected_na:|  backup:|  restore:|witness:|  )", "")
                    .replaceAll("# (?=title:|text:)", "");

            assertThat(keys).isNotEmpty();
            assertThatThrownBy(() -> read(uncommented))
                    .isInstanceOfSatisfying(RunException.class, wrong -> assertThat(wrong.details())
                            .filteredOn(line -> line.contains("CHANGEME"))
                            .hasSameSizeAs(keys));
        }
    }

    @Test
    void of_two_services_with_the_image_of_a_database_the_one_that_visitors_reach_is_none() {
        var shared = Map.of("app", "ccci/postgresql:15", "db", "ccci/postgresql:15");

        assertThat(RecipeProfile.databases(shared, List.of("app"))).containsOnlyKeys("db");
        assertThat(RecipeProfile.databases(Map.of("app", "couchdb:3"), List.of("app")))
                .containsOnlyKeys("app");
        assertThat(RecipeProfile.databases(shared, List.of("app", "db"))).containsOnlyKeys("app", "db");
        assertThat(RecipeProfile.databases(Map.of("app", "shop:1", "db", "postgres:15"), List.of("app")))
                .containsOnlyKeys("db");
    }

    static Stream<Path> recipesOfTheSandbox() throws Exception {
        try (var all = Files.walk(Path.of("../sandbox/recipes"))) {
            return all
                    .filter(tree ->
                            Files.exists(tree.resolve(".env.sample")) && Files.exists(tree.resolve("compose.yml")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Each commit's files are laid over those of the commits before it. */
    private static List<Path> upTo(Path tree) throws Exception {
        var history = Files.readString(tree.getParent().resolveSibling("history.yml"));
        var trees = Pattern.compile("tree: (\\S+)")
                .matcher(history)
                .results()
                .map(found -> tree.resolveSibling(found.group(1)))
                .toList();
        return trees.subList(0, trees.indexOf(tree) + 1);
    }

    private static void layOver(Path tree, Path checkout) throws Exception {
        try (var files = Files.walk(tree)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = checkout.resolve(tree.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recipesOfTheSandbox")
    void what_is_written_of_each_recipe_of_the_sandbox_is_right_as_it_stands(Path tree) throws Exception {
        var name = new RecipeName(tree.getParent().getParent().getFileName().toString());
        var checkout = all.resolve("checkout").resolve(name.value());
        for (var part : upTo(tree)) {
            layOver(part, checkout);
        }
        var compose = checkout.resolve("compose.yml");
        Files.writeString(compose, Files.readString(compose).replace("@REGISTRY@", "registry.example.org"));
        var none = RecipeFiles.read(new RecipeFolders(List.of(all.resolve("none"))), name);
        var seen = new RecipeCheck(name, none, checkout).profile();

        var folder = Files.createDirectories(
                all.resolve("written").resolve(seen.name().folder()));
        Files.writeString(
                folder.resolve("recipe.yml"),
                StartingFolder.recipeYml(seen.name().value(), Optional.empty(), seen.profile()));

        var files = RecipeFiles.read(new RecipeFolders(List.of(folder.getParent())), name);
        assertThat(new RecipeCheck(name, files, checkout).look(Optional.empty(), true))
                .isNotEmpty()
                .noneMatch(finding -> finding.kind() == CheckFinding.Kind.WRONG);
    }
}
