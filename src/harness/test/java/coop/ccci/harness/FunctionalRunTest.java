package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.lint.RecordedLint;
import coop.ccci.harness.process.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of recipes that bring checks and tests, and what lint says of them. */
class FunctionalRunTest {
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

    private void recipeTests(String file, String text) {
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html").resolve(file), text);
    }

    private void test(String body) {
        recipeTests(
                "functional/PageTest.java",
                "import coop.ccci.app.*;\nimport org.junit.jupiter.api.*;\nclass PageTest {\n" + body + "\n}\n");
    }

    private static TierResult functional(HarnessFixture.Ran ran) {
        return ran.results().tiers().stream()
                .filter(result -> result.tier() == Tier.FUNCTIONAL)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void checks_and_tests_become_the_assertions_of_the_functional_tier() {
        recipeTests("recipe.yml", "checks:\n  - path: /\n    text: hello\n");
        test("@Test void the_page_says_hello(App app) { Assertions.assertEquals(\"hello\", app.get(\"/\").text()); }");
        fixture.steer("lint", RecordedLint.of("clean.txt"));

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(functional(ran).assertions())
                .extracting(Assertion::name)
                .containsExactly("/ answers with 200", "/ shows \"hello\"", "PageTest: the page says hello");
        assertThat(ran.results().rungs())
                .containsEntry(Rung.FUNCTIONAL, RungStatus.PASS)
                .containsEntry(Rung.LINT, RungStatus.PASS);
        assertThat(ran.results().lint().orElseThrow().rules()).hasSize(15);
    }

    @Test
    void a_test_that_fails_fails_the_run_in_its_own_words() {
        test("@Test void is_shut(App app) { Assertions.assertEquals(404, app.get(\"/\").code()); }");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(functional(ran).status()).isEqualTo(TierStatus.FAIL);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("functional");
        assertThat(ran.message()).contains("PageTest: is shut: expected: <404> but was: <200> (PageTest.java:4)");
        assertThat(fixture.docker.objects()).isEmpty();
    }

    @Test
    void a_test_sees_the_inside_of_a_service_and_an_exit_code_is_never_overlooked() {
        test(
                """
                @Test void inside(App app) {
                    Assertions.assertEquals("3\\n", app.service().run("sh", "-c", "echo $((1 + 2))"));
                    var failed = Assertions.assertThrows(
                            CommandFailed.class, () -> app.service().run("sh", "-c", "echo no >&2; exit 3"));
                    Assertions.assertTrue(failed.getMessage().endsWith("ended with exit code 3: no"));
                    Assertions.assertEquals(3, app.service().execute("sh", "-c", "exit 3").exit());
                    Assertions.assertTrue(app.service().log().contains("the app's own last words"));
                    var none = Assertions.assertThrows(NoAnswer.class, () -> app.service("db").run("true"));
                    Assertions.assertEquals("the app has no service \\"db\\"; it has [app]", none.getMessage());
                }
                """);

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void a_tier_s_own_tests_run_at_its_end_on_its_app_and_fail_it() {
        recipeTests(
                "InstallTest.java",
                """
                import coop.ccci.app.*;
                import org.junit.jupiter.api.*;
                class InstallTest {
                    @Test void says_hello(App app) {
                        System.out.println("looking at the page");
                        Assertions.assertEquals("hello", Words.of(app));
                    }
                }
                """);
        recipeTests(
                "BackupTest.java",
                """
                import org.junit.jupiter.api.*;
                class BackupTest { @Test void is_dated() { Assertions.fail("no date"); } }
                """);
        recipeTests(
                "functional/Words.java",
                "import coop.ccci.app.*;\nclass Words { static String of(App app) { return app.get(\"/\").text(); } }");
        recipeTests(
                "functional/PageTest.java", "import org.junit.jupiter.api.*;\nclass PageTest { @Test void is() {} }");

        recipeTests("UpgradeTest.java", "import org.junit.jupiter.api.*;\nclass UpgradeTest { @Test void is() {} }");
        fixture.steer("labels", "backupbot.backup=true\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().notes())
                .anyMatch(note -> note.startsWith("UpgradeTest.java did not run: there is no predecessor"));
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("backup");
        assertThat(ran.message()).contains("BackupTest: is dated: no date (BackupTest.java:2)");
        assertThat(ran.results().tiers().get(0).assertions())
                .extracting(Assertion::name)
                .contains("InstallTest: says hello");
        assertThat(ran.directory().report()).content().contains("looking at the page");
        assertThat(ran.directory().junit()).content().contains("no date (BackupTest.java:2)");
        assertThat(ran.directory().summary()).isNotEmptyFile();
    }

    @Test
    void tests_of_a_tier_that_is_said_not_to_apply_are_a_mistake() {
        recipeTests("recipe.yml", "expected_na:\n  upgrade: It has one version and will have no other.\n");
        recipeTests("UpgradeTest.java", "class UpgradeTest {}");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).contains("UpgradeTest.java: these tests would never run", "expected_na");
    }

    @Test
    void a_folder_without_a_test_fails_the_run() {
        recipeTests("functional/README", "to be written");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("the folder functional/ holds a test");
    }

    @Test
    void a_test_that_does_not_compile_is_told_before_anything_is_deployed() {
        test("@Test void says_hello() { Strin text; }");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("compile");
        assertThat(ran.message()).contains("functional/PageTest.java:4: cannot find symbol");
        assertThat(fixture.calls().lines()).noneMatch(line -> line.startsWith("app "));
    }

    @Test
    void what_lint_finds_is_told_and_does_not_change_the_verdict() throws Exception {
        fixture.steer("lint", RecordedLint.of("lightweight-tag.txt"));

        var ran = fixture.run();

        assertThat(ran.results().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(ran.results().rungs()).containsEntry(Rung.LINT, RungStatus.FAIL);
        assertThat(ran.results().lint().orElseThrow().reason().orElseThrow()).contains("R014 only annotated tags");
        assertThat(Files.readString(ran.directory().path().resolve("lint.txt")))
                .contains("critical errors present")
                .doesNotContain("\r");
    }

    @Test
    void lint_goes_on_beside_the_deploy_and_is_waited_for_at_the_end() throws Exception {
        fixture.steer("lint", RecordedLint.of("clean.txt"));
        fixture.steer("wait-on-lint", "");
        var run = fixture.begin(Deadline.lasting(Duration.ofMinutes(5)));
        await().atMost(Duration.ofMinutes(5))
                .until(() -> fixture.calls().lines().anyMatch(line -> line.startsWith("app rm")));
        fixture.unsteer("wait-on-lint");

        var ran = run.join();
        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().lint().orElseThrow().rules()).hasSize(15);
    }

    @Test
    void what_lint_says_unreadably_is_not_verified_and_the_run_goes_on() {
        fixture.steer("lint", "segmentation fault");

        var ran = fixture.run();

        assertThat(ran.results().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(ran.results().rungs()).containsEntry(Rung.LINT, RungStatus.UNVER);
        assertThat(ran.results().rungs()).containsEntry(Rung.FUNCTIONAL, RungStatus.UNVER);
    }
}
