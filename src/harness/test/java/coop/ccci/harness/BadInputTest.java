package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with what a run is given: one clear sentence, results, and nothing left behind. */
class BadInputTest {
    private static final String NO_COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private HarnessFixture fixture;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
    }

    @AfterEach
    void tearDown() {
        assertThat(fixture.docker.objects()).isEmpty();
        assertThat(fixture.files("abra/servers/default")).isEmpty();
        assertThat(fixture.files("locks")).isEmpty();
        fixture.close();
    }

    private void refused(ExitCode exit, String... parts) {
        var ran = fixture.run();
        assertThat(ran.exit()).as(ran.log()).isEqualTo(exit);
        assertThat(ran.results().verdict()).isEqualTo(exit == ExitCode.FAILED ? Verdict.FAILED : Verdict.ERROR);
        assertThat(ran.message()).contains(parts).doesNotContain("Exception");
        assertThat(ran.results().level()).isZero();
        assertThat(ran.results().flags().cleanTeardown()).isTrue();
        assertThat(fixture.calls()).doesNotContain("deploy");
    }

    @Test
    void a_recipe_that_does_not_exist() {
        fixture.environment.remove("SRC");
        fixture.environment.put("CCCI_RECIPE_SOURCE", folder.resolve("nowhere").toString());

        refused(ExitCode.USAGE, "there is no folder", "nowhere/custom-html.git", "--src");
    }

    @Test
    void a_folder_that_is_not_a_repository() throws Exception {
        fixture.environment.put(
                "SRC", Files.createDirectory(folder.resolve("empty")).toString());

        refused(ExitCode.USAGE, "there is no repository at", "empty");
    }

    @Test
    void a_commit_that_is_not_in_the_repository() {
        fixture.environment.put("REF", NO_COMMIT);

        refused(ExitCode.USAGE, "the commit " + NO_COMMIT + " is not in", "force-push");
    }

    @Test
    void a_pull_request_that_is_not_in_the_repository() {
        fixture.environment.put("PR", "99");

        refused(ExitCode.USAGE, "has no pull request 99");
    }

    @Test
    void row_21_a_pull_request_is_not_tested_where_nothing_stands_between_abra_and_docker() throws Exception {
        fixture.offerAsPullRequest(fixture.propose("a change"), 7);

        refused(
                ExitCode.ENVIRONMENT,
                "a pull request is tested only where cc-ci can stand between abra and Docker",
                "Docker listens at tcp://");
        assertThat(fixture.calls()).isEmpty();
    }

    @Test
    void a_repository_that_cannot_be_reached() {
        fixture.environment.put("SRC", "http://127.0.0.1:1/custom-html.git");

        refused(ExitCode.ENVIRONMENT, "http://127.0.0.1:1/custom-html.git cannot be reached", "is the forge up?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://git@example.org/x.git",
                "git@example.org:x.git",
                "ext::sh -c touch% hacked",
                "--upload-pack=touch hacked",
                "amazon-s3://x@y/z",
                "http://",
                "\u0000"
            })
    void row_12_an_address_that_is_none(String source) {
        fixture.environment.put("SRC", source);

        refused(ExitCode.USAGE, "--src");
        assertThat(Path.of("hacked")).doesNotExist();
    }

    @Test
    void a_password_in_an_address_stands_nowhere() throws Exception {
        fixture.environment.put("SRC", "http://maya:hunter2hunter2@127.0.0.1:1/x.git");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.results().source()).isEqualTo("http://127.0.0.1:1/x.git");
        assertThat(ran.log() + Files.readString(ran.directory().results())).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "0123456", "$(x)", "HEAD", "0123456789ABCDEF0123456789abcdef01234567"})
    void a_ref_that_is_not_a_commit(String ref) {
        fixture.environment.put("REF", ref);

        refused(ExitCode.USAGE, "is not a commit", "40");
    }

    @Test
    void a_recipe_yml_with_a_typo_is_told_with_its_line() {
        var file = folder.resolve("recipe-tests/custom-html/recipe.yml");
        HarnessFixture.write(file, "\nhealth:\n  pth: /\n");

        refused(ExitCode.USAGE, file + ":3: unknown key \"pth\" under health: did you mean \"path\"?");
    }

    @Test
    void a_recipe_yml_that_is_not_yaml() {
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/recipe.yml"), "health: [");

        refused(ExitCode.USAGE, "recipe.yml:1: this is not YAML");
    }

    @Test
    void a_zone_whose_stacks_get_too_long() {
        fixture.environment.put("CCCI_ZONE", "a-very-long-name-of-a-zone.ci.example.org");

        refused(ExitCode.USAGE, "the zone a-very-long-name-of-a-zone.ci.example.org is too long", "33", "45");
    }

    @Test
    void a_service_whose_name_gets_too_long_in_this_zone() throws Exception {
        HarnessFixture.write(
                fixture.recipe().resolve("compose.yml"),
                "services: {app: {image: x, deploy: {labels: [traefik.enable=true]}}, " + "s".repeat(50) + ": {}}\n");
        fixture.commit("long");

        refused(ExitCode.USAGE, "the service name", "has 70 characters and swarm takes 63", "the zone ci.test");
    }

    @Test
    void all_problems_of_a_request_are_told_at_once() {
        fixture.environment.put("CCCI_ZONE", "NOT A ZONE");
        fixture.environment.put("CCCI_INGRESS", "nowhere");
        fixture.environment.put("PR", "x");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).endsWith("(and 2 more)");
        assertThat(ran.results().failure().orElseThrow().details()).hasSize(3);
    }

    @Test
    void no_zone_and_no_source() {
        fixture.environment.remove("CCCI_ZONE");
        fixture.environment.remove("SRC");
        fixture.environment.remove("CCCI_RECIPE_SOURCE");

        refused(ExitCode.USAGE, "no zone was given", "CCCI_ZONE", "(and 1 more)");
    }

    @Test
    void no_abra_on_the_path() {
        fixture.environment.put("PATH", "/nowhere");

        refused(ExitCode.ENVIRONMENT, "abra is not on the PATH", "sandbox env");
    }

    @Test
    void an_abra_that_knows_no_server() {
        fixture.environment.put("CCCI_ABRA_SERVER", "other");

        refused(ExitCode.ENVIRONMENT, "abra knows no server \"other\"", "abra server add");
    }

    @Test
    void no_docker() {
        fixture.environment.put("DOCKER_HOST", "unix:///nowhere/docker.sock");

        refused(ExitCode.ENVIRONMENT, "Docker does not answer at unix:///nowhere/docker.sock", "start it");
    }

    @Test
    void an_authority_that_cannot_be_read() {
        fixture.environment.put("CCCI_CA_FILE", "/nowhere.pem");

        refused(ExitCode.ENVIRONMENT, "/nowhere.pem", "CCCI_CA_FILE");
    }

    @Test
    void an_app_env_that_names_another_stack() throws Exception {
        HarnessFixture.write(
                fixture.recipe().resolve(".env.sample"), "RECIPE=custom-html\nSTACK_NAME=prod_example_org\n");
        fixture.commit("evil");

        refused(ExitCode.FAILED, "STACK_NAME");
    }

    @Test
    void row_21_a_link_out_of_the_recipe() throws Exception {
        Files.createSymbolicLink(fixture.recipe().resolve("config"), Path.of("/etc/shadow"));
        fixture.commit("evil");

        refused(ExitCode.FAILED, "config is a link out of the repository");
    }

    @Test
    void a_compose_file_outside_of_the_recipe() throws Exception {
        HarnessFixture.write(
                fixture.recipe().resolve(".env.sample"), "RECIPE=custom-html\nCOMPOSE_FILE=../../../other.yml\n");
        fixture.commit("evil");

        refused(ExitCode.FAILED, "COMPOSE_FILE names \"../../../other.yml\"");
    }

    @Test
    void an_ingress_whose_certificate_is_not_the_zone_s() throws Exception {
        try (var other = new FakeIngress(folder.resolve("state"), "other.test")) {
            fixture.environment.put("CCCI_INGRESS", other.address());

            refused(ExitCode.ENVIRONMENT, "the ingress is not ready", "not valid for", "CN=other.test");
        }
    }

    @Test
    void a_run_id_is_used_once() {
        fixture.run();

        assertThatThrownBy(() -> RunFolder.claim(fixture.runs, new RunId(1)))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("the run 1 exists already");
    }

    @Test
    void a_run_directory_that_a_living_run_holds_is_not_touched() {
        try (var held = RunFolder.claim(fixture.runs, new RunId(5))) {
            assertThatThrownBy(() -> RunFolder.claim(fixture.runs, new RunId(5)))
                    .hasMessageContaining("exists already");
            assertThat(RunDirectory.of(fixture.runs, held.id()).events()).doesNotExist();
        }
    }

    @Test
    void a_disk_that_cannot_be_written() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunFolder.claim(folder.resolve("file"), new RunId(1)))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContaining("cannot write the run directory")
                .hasMessageContaining("CCCI_RUNS_DIR");
    }
}
