package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs in this process, on fakes of abra, Docker and Traefik. */
class RunTest {
    @TempDir
    Path folder;

    private HarnessFixture fixture;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private void nothingIsLeft() {
        assertThat(fixture.docker.objects()).isEmpty();
        assertThat(fixture.files("abra/servers/default")).isEmpty();
        assertThat(fixture.files("locks")).isEmpty();
    }

    @Test
    void a_recipe_without_a_folder_passes_the_generic_install_tier() {
        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(ran.results().level()).isEqualTo(1);
        assertThat(ran.results().tiers()).hasSize(5);
        assertThat(ran.results().rungs()).containsEntry(Rung.LINT, RungStatus.UNVER);
        nothingIsLeft();
    }

    @Test
    void the_app_is_made_and_torn_down_by_abra_without_questions() {
        fixture.run();

        assertThat(fixture.calls().lines()).as("beside the others").contains("recipe lint custom-html -n -C -o");
        assertThat(fixture.calls()
                        .lines()
                        .filter(line -> line.startsWith("app "))
                        .map(line -> line.replaceAll("cust-[0-9a-f]{6}\\.ci\\.test", "APP")))
                .containsExactly(
                        "app new custom-html -s default -D APP -n -C -o",
                        "app secret generate APP -a -m -n -C -o",
                        "app deploy APP -C -o -n -D -c",
                        "app undeploy APP -n -o",
                        "app volume rm APP -f -n -o",
                        "app secret rm APP -a -n -C -o",
                        "app rm APP -n -f -o");
    }

    @Test
    void row_1_abra_sees_nothing_of_the_environment_but_what_it_needs() {
        fixture.run();

        assertThat(fixture.text("abra.env")).doesNotContain("must-not-be-passed-on", "CCCI_CA_FILE", "CCCI_LOCK_DIR");
        assertThat(fixture.text("abra.env").lines().map(line -> line.replaceAll("=.*", "")))
                .contains("PATH", "HOME", "ABRA_DIR", "TERM", "COLUMNS", "DOCKER_HOST");
    }

    @Test
    void what_abra_moved_in_the_checkout_is_put_back_before_the_deploy() {
        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.files")).isEqualTo("compose.yml\n");
    }

    @Test
    void the_env_file_gets_the_domain_and_no_certificate_of_its_own() {
        HarnessFixture.write(
                folder.resolve("recipe-tests/custom-html/recipe.yml"), "env:\n  OTHER: www.{domain}\n  MORE: a b\n");

        var ran = fixture.run();

        var domain = ran.domain();
        assertThat(fixture.text("deployed.env"))
                .isEqualTo("RECIPE=custom-html\nDOMAIN=" + domain + "\nLETS_ENCRYPT_ENV=\nEXTRA_DOMAINS=\nOTHER=www."
                        + domain + "\nMORE='a b'\nSTACK_NAME=" + domain.replace('.', '_') + "\n");
    }

    @Test
    void row_16_a_generated_secret_is_masked_wherever_abra_repeats_it() throws Exception {
        var ran = fixture.run();

        assertThat(ran.log()).contains("INFO the password is ******");
        try (var files = Files.walk(ran.directory().path())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("correct-horse-battery");
            }
        }
    }

    @Test
    void row_2_the_commit_that_was_asked_for_is_tested_although_the_branch_has_moved_on() throws Exception {
        var first = head();
        HarnessFixture.write(fixture.recipe().resolve("new"), "x");
        fixture.commit("second");
        fixture.environment.put("REF", first);

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().commit().orElseThrow().value()).isEqualTo(first);
        assertThat(fixture.text("deployed.files")).doesNotContain("new");
    }

    @Test
    void an_app_that_runs_another_commit_than_the_one_under_test_has_not_passed() {
        fixture.steer("task", "running");
        fixture.environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        var abra = folder.resolve("bin/abra");
        HarnessFixture.write(
                abra, read(abra).replace("cut -c1-8 \"$ABRA_DIR/recipes/$recipe/.git/HEAD\"", "echo 12345678"));

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("install");
        assertThat(ran.message()).contains("12345678");
        nothingIsLeft();
    }

    @Test
    void a_service_that_keeps_failing_fails_the_run_at_once_with_its_own_words() {
        fixture.steer("task", "failed one\nfailed two\nfailed three\nfailed out of memory");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().tiers().get(0).status()).isEqualTo(TierStatus.FAIL);
        assertThat(ran.results().rungs()).containsEntry(Rung.INSTALL, RungStatus.FAIL);
        assertThat(ran.message()).contains("service app cannot come up", "4 times", "out of memory");
        assertThat(ran.results().failure().orElseThrow().details())
                .contains("  task failed: one", "  | the app's own last words");
        assertThat(ran.log()).contains("the app's own last words");
        nothingIsLeft();
    }

    @Test
    void an_app_that_answers_wrongly_fails_after_its_time() {
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/recipe.yml"), "timeouts: {serve: 1s}\n");
        fixture.steer("answer", "500");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message())
                .contains("did not answer as it should within 1 s", "the status 500 instead of a success (2xx)");
        nothingIsLeft();
    }

    @Test
    void what_abra_refuses_is_told_in_its_own_words() {
        fixture.steer("fail-on-deploy", "secret not generated: db_password");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).isEqualTo("abra app deploy failed: secret not generated: db_password");
        nothingIsLeft();
    }

    @Test
    void what_abra_says_of_the_machine_is_not_the_recipe_s_fault() {
        fixture.steer("fail-on-deploy", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock");

        assertThat(fixture.run().exit()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void what_abra_leaves_behind_is_removed_through_docker_and_told() {
        fixture.steer("fail-on-undeploy", "no");
        fixture.steer("fail-on-rm", "no");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log()).contains("abra left behind, and was removed through Docker: service cust-");
        nothingIsLeft();
    }

    @Test
    void docker_gone_in_mid_run_is_an_error_of_the_machine_and_the_app_stays_registered() {
        fixture.steer("task", "starting");
        var closing = CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/deployed.env")));
            fixture.docker.close();
        });

        var ran = fixture.run();

        assertThat(closing).isCompleted();
        assertThat(ran.exit()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.message()).startsWith("Docker does not answer at tcp://").contains("start it");
        assertThat(ran.results().flags().cleanTeardown()).isFalse();
        assertThat(ran.results().rungs()).containsEntry(Rung.INSTALL, RungStatus.UNVER);
        assertThat(ran.log()).contains("it could not be verified that nothing is left: Docker does not answer");
        assertThat(fixture.files("locks")).hasSize(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String head() throws Exception {
        try (Repository repository = new FileRepositoryBuilder()
                .setWorkTree(fixture.recipe().toFile())
                .build()) {
            return repository.resolve("HEAD").name();
        }
    }

    @Test
    void a_run_writes_down_where_its_time_went() {
        var timings = fixture.run().results().timings();

        assertThat(timings.abra()).isPositive();
        assertThat(timings.overhead()).isPositive().isLessThan(timings.total());
        assertThat(Map.of("swarm", timings.swarm(), "app", timings.app()))
                .allSatisfy((name, time) -> assertThat(time).isGreaterThanOrEqualTo(Duration.ZERO));
    }
}
