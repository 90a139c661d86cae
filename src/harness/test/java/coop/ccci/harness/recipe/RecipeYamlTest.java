package coop.ccci.harness.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeYamlTest {
    private final RecipeYaml yaml = new RecipeYaml();

    private RecipeSettings read(String... lines) {
        return yaml.parse("r.yml", String.join("\n", lines));
    }

    private List<String> errors(String... lines) {
        try {
            read(lines);
        } catch (RunException e) {
            assertThat(e.exit()).isEqualTo(ExitCode.USAGE);
            return e.details();
        }
        throw new AssertionError("no error in " + List.of(lines));
    }

    @Test
    void an_empty_file_means_the_defaults() {
        assertThat(read("")).isEqualTo(RecipeSettings.DEFAULTS);
        assertThat(read("# nothing yet")).isEqualTo(RecipeSettings.DEFAULTS);
        assertThat(RecipeSettings.DEFAULTS.health()).isEqualTo(new Health.Page("/", Set.of(), 1));
        assertThat(RecipeSettings.DEFAULTS.deploy()).isEqualTo(Duration.ofMinutes(10));
        assertThat(RecipeSettings.DEFAULTS.serve()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void every_key_is_read() {
        assertThat(read(
                        "health:",
                        "  path: /api/health",
                        "  codes: [200, 401]",
                        "timeouts:",
                        "  deploy: 90s",
                        "  serve: 5m",
                        "env:",
                        "  SIGNUPS: \"false\"",
                        "  LIMIT: 12",
                        "  SANDBOX: sandbox.{domain}"))
                .returns(new Health.Page("/api/health", Set.of(200, 401), 1), RecipeSettings::health)
                .returns(Duration.ofSeconds(90), RecipeSettings::deploy)
                .returns(Duration.ofMinutes(5), RecipeSettings::serve)
                .returns(Map.of("SIGNUPS", "false", "LIMIT", "12", "SANDBOX", "sandbox.{domain}"), RecipeSettings::env);
    }

    @Test
    void an_app_without_a_page_says_so_with_a_reason_or_a_port() {
        assertThat(read("health:", "  none: It is a cron job that cleans up at night.")
                        .health())
                .isEqualTo(new Health.None("It is a cron job that cleans up at night."));
        assertThat(read("health: {tcp: 64738}").health()).isEqualTo(new Health.Tcp(64738, 1));
        assertThat(read("health: {none: It is a cron job.}").describe())
                .containsExactly("nothing to ask: It is a cron job.");
        assertThat(read("health: {tcp: 22}").describe()).containsExactly("health by port 22");
    }

    @Test
    void an_app_without_a_page_has_nothing_else_under_health() {
        assertThat(errors("health: none"))
                .containsExactly("r.yml:1: health cannot be \"none\"; give the keys path and codes, or tcp, each with"
                        + " success_threshold where it is wanted, or none with the reason, indented below it");
        assertThat(errors("health:", "  none: tiny"))
                .singleElement()
                .asString()
                .startsWith("r.yml:2: health.none cannot be \"tiny\"; give why the app has neither a page nor a port");
        assertThat(errors("health: {tcp: 70000}"))
                .singleElement()
                .asString()
                .startsWith("r.yml:1: health.tcp cannot be 70000; give a port from 1 to 65535");
        assertThat(errors("health:", "  path: /", "  tcp: 22"))
                .containsExactly(
                        "r.yml:2: health.path cannot stand beside health.tcp: with a port there is no page to ask");
        assertThat(errors("health: {}"))
                .singleElement()
                .asString()
                .startsWith("r.yml:1: health cannot be a group of keys; give the keys path and codes");
    }

    @Test
    void what_the_tiers_need_is_read() {
        var settings = read(
                "repository: coop-cloud/ghost",
                "upgrade:",
                "  base: 1.0.0+1.27.2",
                "  env: {NEW: 1}",
                "expected_na:",
                "  functional: there is nothing else to see",
                "witness: {service: db, write: 'psql -c \"x\"', read: cat w}",
                "backup: {service: db, verify: test -s dump}");

        assertThat(settings.repository()).contains("coop-cloud/ghost");
        assertThat(settings.upgrade().base()).contains("1.0.0+1.27.2");
        assertThat(settings.upgrade().env()).isEqualTo(Map.of("NEW", "1"));
        assertThat(settings.expectedNotApplicable(Tier.FUNCTIONAL)).contains("there is nothing else to see");
        assertThat(settings.expectedNotApplicable(Tier.UPGRADE)).isEmpty();
        assertThat(settings.witness()).contains(new RecipeSettings.MarkerCommands("db", "psql -c \"x\"", "cat w"));
        assertThat(settings.verify()).contains(new RecipeSettings.Verify("db", "test -s dump"));
    }

    @Test
    void what_the_tiers_need_is_refused_where_it_is_wrong() {
        assertThat(errors("expected_na: {install: it is broken anyway}"))
                .containsExactly("r.yml:1: unknown key \"install\" under expected_na: allowed are upgrade, backup,"
                        + " restore, functional");
        assertThat(errors("expected_na: {backup: none}"))
                .containsExactly(
                        "r.yml:1: expected_na.backup cannot be \"none\"; give why there is nothing to back up, one"
                                + " sentence of 10 to 300 characters");
        assertThat(errors("witness: {service: db, write: w}"))
                .singleElement()
                .asString()
                .startsWith("r.yml:1: ")
                .contains("the key \"read\" is missing under witness; give a command for sh that prints");
        assertThat(errors("upgrade: {base: main}", "repository: ghost"))
                .singleElement()
                .asString()
                .startsWith("r.yml:2: repository cannot be \"ghost\"");
        assertThat(errors("upgrade: {env: {DOMAIN: x}}"))
                .singleElement()
                .asString()
                .contains("the name \"DOMAIN\" is not allowed under upgrade.env");
    }

    @Test
    void a_typo_is_told_with_its_line_and_the_word_that_was_meant() {
        assertThat(errors("# my recipe", "", "helth:", "  path: /"))
                .singleElement()
                .asString()
                .startsWith("r.yml:3: unknown key \"helth\": did you mean \"health\"? Allowed are repository, health,"
                        + " timeouts, env, upgrade");
        assertThat(errors("health:", "  path: /", "  code: [200]"))
                .containsExactly("r.yml:3: unknown key \"code\" under health: did you mean \"codes\"? Allowed are path,"
                        + " codes, tcp, success_threshold, none");
        assertThat(errors("screenshots: yes"))
                .singleElement()
                .asString()
                .startsWith("r.yml:1: unknown key \"screenshots\": allowed are repository, health, timeouts, env");
    }

    @Test
    void a_wrong_type_is_told_with_what_is_there_and_what_is_allowed() {
        assertThat(errors("health:", "  codes: 200"))
                .containsExactly("r.yml:2: health.codes cannot be 200; give a list of HTTP status codes from 200 to"
                        + " 599, for example [200, 302]");
        assertThat(errors("health:", "  path: 7"))
                .containsExactly("r.yml:2: health.path cannot be 7; give a path that begins with a slash, for example"
                        + " /api/health");
        assertThat(errors("health:", "  codes:", "    - 200", "    - ok"))
                .containsExactly("r.yml:4: health.codes.1 cannot be \"ok\"; give a list of HTTP status codes from 200"
                        + " to 599, for example [200, 302]");
        assertThat(errors("timeouts:", "  deploy: 600"))
                .singleElement()
                .asString()
                .startsWith("r.yml:2: timeouts.deploy");
        assertThat(errors("health: fine")).singleElement().asString().startsWith("r.yml:1: health cannot be \"fine\"");
        assertThat(errors("health:")).singleElement().asString().startsWith("r.yml:1: health cannot be empty");
        assertThat(errors("- health")).singleElement().asString().startsWith("r.yml:1: the file cannot be");
    }

    @Test
    void checks_are_read_with_what_holds_where_nothing_is_said() {
        var checks = read(
                        "checks:",
                        "  - path: /",
                        "  - path: /login",
                        "    codes: [200, 401]",
                        "    title: Log in",
                        "    text: Password",
                        "    asset: true",
                        "timeouts: {functional: 90s}")
                .checks();

        assertThat(checks)
                .containsExactly(
                        new Check("/", Set.of(200), Optional.empty(), Optional.empty(), false),
                        new Check("/login", Set.of(200, 401), Optional.of("Log in"), Optional.of("Password"), true));
    }

    @Test
    void a_mistake_in_a_check_is_told_with_its_line() {
        assertThat(errors("checks:", "  - path: /", "  - path: /a", "    titel: x"))
                .containsExactly(
                        "r.yml:4: unknown key \"titel\" under checks.1: did you mean \"title\"? Allowed are path,"
                                + " codes, title, text, asset");
        assertThat(errors("checks:", "  - path: /", "  - title: x"))
                .containsExactly("r.yml:3: the key \"path\" is missing under checks.1; give a path that begins with a"
                        + " slash, for example /login");
        assertThat(errors("checks:", "  - path: /", "    asset: maybe"))
                .containsExactly(
                        "r.yml:3: checks.0.asset cannot be \"maybe\"; give true when the first of the page's own"
                                + " style sheets, scripts and pictures must load");
        assertThat(errors("checks:", "  - path: login"))
                .singleElement()
                .asString()
                .startsWith("r.yml:2: checks.0.path cannot be \"login\"; give a path that begins with a slash");
        assertThat(errors("checks: []")).singleElement().asString().startsWith("r.yml:1: checks cannot be []; give a");
    }

    @Test
    void every_error_is_told_in_the_order_of_lines() {
        assertThat(errors("health:", "  path: nope", "  codes: []", "timeout: 3"))
                .extracting(error -> error.substring(0, 7))
                .containsExactly("r.yml:2", "r.yml:3", "r.yml:4");
    }

    @Test
    void what_is_not_yaml_is_told_with_its_line() {
        assertThat(errors("health:", "  path: [1", "codes: 2"))
                .singleElement()
                .asString()
                .matches("r\\.yml:[23]: this is not YAML: .*");
        assertThat(errors("health:", "\tpath: /")).singleElement().asString().startsWith("r.yml:2: this is not YAML");
    }

    @Test
    void a_repeated_key_an_anchor_and_a_tag_are_errors() {
        assertThat(errors("env:", "  A: 1", "  B: 2", "  A: 3"))
                .containsExactly("r.yml:4: the key \"A\" is there already, on line 2");
        assertThat(errors("env: &all", "  A: 1")).singleElement().asString().contains("anchors");
        assertThat(errors("env:", "  A: !!binary aGk="))
                .singleElement()
                .asString()
                .contains("tag");
    }

    @Test
    void a_name_that_the_harness_sets_itself_cannot_be_set() {
        assertThat(errors("env:", "  STACK_NAME: prod_example_org"))
                .singleElement()
                .asString()
                .startsWith("r.yml:2: the name \"STACK_NAME\" is not allowed under env");
        assertThat(errors("env:", "  A-B: 1")).singleElement().asString().contains("the name \"A-B\" is not allowed");
    }

    @Test
    void a_value_of_several_lines_cannot_become_a_variable() {
        assertThat(errors("env:", "  A: \"x\\nLETS_ENCRYPT_ENV=production\""))
                .singleElement()
                .asString()
                .contains("on one line");
    }

    @Test
    void row_19_a_file_that_is_too_long_too_deep_or_explodes_is_refused() {
        assertThat(errors("#" + "x".repeat(LocatedYaml.MAX_CHARACTERS)))
                .singleElement()
                .asString()
                .contains("longer");
        assertThat(errors("[".repeat(200) + "]".repeat(200)))
                .singleElement()
                .asString()
                .contains("not YAML");
        assertThat(errors("a: &a [x,x]", "b: &b [*a,*a]", "c: [*b,*b]")).isNotEmpty();
    }

    @Test
    void an_error_names_the_file_as_it_stands(@TempDir Path folder) throws Exception {
        var file = folder.resolve("recipe.yml");
        Files.writeString(file, "helth: 1\n");

        assertThatThrownBy(() -> yaml.read(file))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(file + ":1: unknown key");

        Files.write(file, new byte[] {'a', ':', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> yaml.read(file)).hasMessageContaining("not a text in UTF-8");
    }

    @Test
    void the_recipes_of_this_repository_are_right() throws Exception {
        var all = Path.of("..", "sandbox", "recipe-tests").toAbsolutePath().normalize();
        try (var files = Files.walk(all, 2)) {
            var found = files.filter(file -> file.endsWith("recipe.yml")).toList();
            assertThat(found).isNotEmpty();
            found.forEach(yaml::read);
        }
    }
}
