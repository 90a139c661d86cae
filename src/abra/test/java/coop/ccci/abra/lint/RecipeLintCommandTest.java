package coop.ccci.abra.lint;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.abra.AbraProcess;
import coop.ccci.abra.AbraProcess.Outcome;
import coop.ccci.abra.Assumes;
import coop.ccci.abra.Assumptions;
import coop.ccci.abra.SampleRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code abra recipe lint} as a caller sees it. */
class RecipeLintCommandTest {
    @TempDir
    private Path folder;

    private SampleRecipe recipe;
    private AbraProcess abra;

    @BeforeEach
    void setUp() throws Exception {
        recipe = SampleRecipe.released(folder.resolve("recipes/custom-html"), "127.0.0.1:5000");
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                """
                {"custom-html": {"repository": "https://git.coopcloud.tech/coop-cloud/custom-html.git",
                  "versions": [{"1.0.0+1.35.0": {}}]}}
                """);
        abra = new AbraProcess(folder).onTerminal();
    }

    @Test
    @Assumes({"lint.table", "lint.columns"})
    void a_good_recipe_keeps_every_rule() {
        var outcome = lint("-C");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).isEmpty();
        var titles = Arrays.stream(outcome.out().lines().toList().get(1).split("┃", -1))
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .toList();
        assertThat(titles).startsWith(Assumptions.keys("lint.columns").toArray(String[]::new));
        assertThat(outcome.out())
                .isEqualTo(
                        """
                ┏━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
                ┃ ref  ┃ rule                                        ┃ severity ┃ satisfied ┃ skipped ┃ how-to-fix                                              ┃
                ┣━━━━━━╋━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╋━━━━━━━━━━╋━━━━━━━━━━━╋━━━━━━━━━╋━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
                ┃ R001 ┃ compose config has expected version         ┃ warn     ┃ ✅        ┃ -       ┃ ensure 'version: "3.8"' in compose configs              ┃
                ┃ R002 ┃ healthcheck enabled for all services        ┃ warn     ┃ ✅        ┃ -       ┃ wire up healthchecks                                    ┃
                ┃ R003 ┃ all images use a tag                        ┃ warn     ┃ ✅        ┃ -       ┃ use a tag for all images                                ┃
                ┃ R004 ┃ no unstable tags                            ┃ warn     ┃ ✅        ┃ -       ┃ tag all images with stable tags                         ┃
                ┃ R005 ┃ tags use semver-like format                 ┃ warn     ┃ ✅        ┃ -       ┃ use semver-like tags                                    ┃
                ┃ R006 ┃ has published catalogue version             ┃ warn     ┃ ✅        ┃ -       ┃ publish a recipe version to the catalogue               ┃
                ┃ R007 ┃ README.md metadata filled in                ┃ warn     ┃ ✅        ┃ -       ┃ fill out all the metadata                               ┃
                ┃ R008 ┃ .env.sample provided                        ┃ error    ┃ ✅        ┃ -       ┃ create an example .env.sample                           ┃
                ┃ R009 ┃ one service named 'app'                     ┃ error    ┃ ✅        ┃ -       ┃ name a service 'app'                                    ┃
                ┃ R010 ┃ traefik routing enabled                     ┃ error    ┃ ✅        ┃ -       ┃ include "traefik.enable=true" deploy label              ┃
                ┃ R011 ┃ all services have images                    ┃ error    ┃ ✅        ┃ -       ┃ ensure "image: ..." set on all services                 ┃
                ┃ R012 ┃ config versions are vendored                ┃ error    ┃ ✅        ┃ -       ┃ vendor config versions in an abra.sh                    ┃
                ┃ R013 ┃ git.coopcloud.tech repo exists              ┃ warn     ┃ ✅        ┃ -       ┃ upload your recipe to git.coopcloud.tech/coop-cloud/... ┃
                ┃ R014 ┃ only annotated tags used for recipe version ┃ error    ┃ ✅        ┃ -       ┃ replace lightweight tag with annotated tag              ┃
                ┃ R015 ┃ long secret names                           ┃ warn     ┃ ✅        ┃ -       ┃ reduce length of secret names to 12 chars               ┃
                ┗━━━━━━┻━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┻━━━━━━━━━━┻━━━━━━━━━━━┻━━━━━━━━━┻━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
                """);
    }

    @ParameterizedTest(name = "{0} sees {3} in {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            R001 | compose.yml | version: "3.8"            | version: "3.7"
            R002 | compose.yml | test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:80/"] | disable: true
            R003 | compose.yml | /ccci/web:1.35.0          | /ccci/web
            R004 | compose.yml | /ccci/web:1.35.0          | /ccci/web:latest
            R005 | compose.yml | /ccci/web:1.35.0          | /ccci/web:bookworm
            R007 | README.md   | * **Category**: Apps      | * **Category**:
            R009 | compose.yml | '  app:'                  | '  web:'
            R010 | compose.yml | traefik.enable=true       | traefik.enable=false
            R011 | compose.yml | image: 127.0.0.1:5000/ccci/web:1.35.0 | hostname: web
            R012 | abra.sh     | ENTRYPOINT_VERSION        | ENTRYPOINT_VERISON
            R015 | compose.yml | '  auth_pass:'            | '  password_of_the_operator:'
            """)
    void a_broken_rule_is_found_in_the_checkout(String ref, String file, String before, String after) throws Exception {
        recipe.edit(file, before, after);
        assertThat(broken(lint("-C"))).contains(ref);
    }

    @Test
    void a_recipe_that_the_catalogue_does_not_know_breaks_the_rules_about_publishing() throws Exception {
        Files.writeString(folder.resolve("catalogue/recipes.json"), "{}");
        assertThat(broken(lint("-C"))).containsExactly("R006", "R013");
    }

    @Test
    void a_lightweight_tag_breaks_r014() throws Exception {
        recipe.tag("1.2.0+1.35.0", false);
        assertThat(broken(lint("-C"))).containsExactly("R014");
    }

    @Test
    @Assumes("lint.exit-code")
    void a_broken_rule_of_severity_error_shows_in_a_last_line_and_not_in_the_exit_code() throws Exception {
        recipe.tag("1.2.0+1.35.0", false);
        var outcome = lint("-C");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).isEqualTo("WARN critical errors present in custom-html config\n");
        Assumptions.assertHolds("lint.exit-code", outcome);
    }

    @Test
    void a_broken_rule_that_only_warns_shows_in_no_last_line() throws Exception {
        recipe.edit("compose.yml", "  auth_pass:", "  password_of_the_operator:");
        var outcome = lint("-C");
        assertThat(broken(outcome)).containsExactly("R015");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void the_rule_about_traefik_is_skipped_for_a_recipe_without_a_domain() throws Exception {
        recipe.edit(".env.sample", "DOMAIN=custom-html.example.com", "")
                .edit("compose.yml", "traefik.enable=true", "traefik.enable=false");
        var outcome = lint("-C");
        assertThat(broken(outcome)).isEmpty();
        assertThat(outcome.out()).containsPattern("R010 .* -  .* ✅ .*traefik.enable");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    @Assumes("lint.terminal")
    void without_a_terminal_it_is_fatal_though_nobody_is_asked_anything() {
        var outcome = new AbraProcess(folder).run("recipe", "lint", "custom-html", "-C", "-n");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("FATA inappropriate ioctl for device\n");
        Assumptions.assertHolds("lint.terminal", outcome);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    @Assumes("lint.no-sample")
    void a_recipe_without_a_sample_cannot_be_linted() throws Exception {
        Files.delete(recipe.folder().resolve(".env.sample"));
        var outcome = lint("-C");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("FATA unable to validate recipe: .env.sample ")
                .contains("no such file");
        Assumptions.assertHolds("lint.no-sample", outcome);
    }

    @Test
    void an_untracked_overlay_is_read_like_every_other_compose_file() throws Exception {
        Files.writeString(recipe.folder().resolve("compose.extra.yml"), "version: \"3.7\"\nservices: {}\n");
        assertThat(broken(lint("-C"))).containsExactly("R001");
    }

    @Test
    void a_dirty_tree_is_refused_without_chaos() throws Exception {
        Files.writeString(recipe.folder().resolve("notes"), "untracked");
        var outcome = lint();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("has locally unstaged changes");
    }

    @Test
    void without_chaos_the_newest_commit_of_the_main_branch_is_linted_and_not_what_was_checked_out() throws Exception {
        recipe.edit("compose.yml", "version: \"3.8\"", "version: \"3.7\"").commitAll("An older format");
        recipe.checkout("1.1.0+1.35.0");
        assertThat(broken(lint("-C"))).isEmpty();
        assertThat(broken(lint())).containsExactly("R001");
    }

    @Test
    void a_version_behind_the_name_is_what_is_linted() throws Exception {
        recipe.edit("compose.yml", "version: \"3.8\"", "version: \"3.7\"").commitAll("An older format");
        assertThat(broken(abra.run("recipe", "lint", "custom-html:1.1.0+1.35.0", "-o")))
                .isEmpty();
    }

    private Outcome lint(String... flags) {
        var arguments = new ArrayList<>(List.of("recipe", "lint", "custom-html", "-n", "-o"));
        arguments.addAll(List.of(flags));
        return abra.run(arguments.toArray(String[]::new));
    }

    private static List<String> broken(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out()
                .lines()
                .filter(line -> line.contains("❌"))
                .map(line -> line.split("┃", -1)[1].strip())
                .toList();
    }
}
