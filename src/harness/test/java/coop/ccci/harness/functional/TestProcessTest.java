package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.functional.child.AppAddress;
import coop.ccci.harness.functional.child.TestFolder;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of recipes, compiled and run in a real process of their own. */
class TestProcessTest {
    /** No other test's app: the janitor of one that cleans up kills whatever is marked with its name. */
    private static final AppAddress NOWHERE =
            new AppAddress("cust-7e57ed.ci.test", "ci.test", "127.0.0.1:1", "", "tcp://127.0.0.1:1", List.of());

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final StringBuilder said = new StringBuilder();
    private final Masker masker = new Masker();
    private final Deadline deadline = Deadline.lasting(Duration.ofMinutes(5));

    @TempDir
    Path recipe;

    @TempDir
    Path run;

    private List<Assertion> run(String body) throws Exception {
        return run(body, Duration.ofMinutes(1));
    }

    private List<Assertion> run(String body, Duration atMost) throws Exception {
        var functional = Files.createDirectories(recipe.resolve("functional"));
        Files.writeString(
                functional.resolve("PageTest.java"),
                "import coop.ccci.app.*;\nimport org.junit.jupiter.api.*;\nclass PageTest {\n" + body + "\n}\n");
        var folder = new TestFolder(run);
        var tests = TestCompiler.compile(TestSources.in(recipe).orElseThrow(), folder.classes());
        return new TestProcess(
                        folder,
                        Map.of("PATH", System.getenv("PATH"), "FORGE_TOKEN", "must-not-be-passed-on"),
                        Map.of("CCCI_APP", NOWHERE.domain()),
                        new ProcessRunner(masker, log::add),
                        said::append)
                .run(tests, Tier.FUNCTIONAL, NOWHERE, atMost, deadline)
                .assertions();
    }

    @Test
    void each_test_becomes_an_assertion_named_after_its_method() throws Exception {
        var assertions = run(
                """
                @Test void the_sum_is_right() { Assertions.assertEquals(2, 1 + 1); }
                @Test void the_sum_is_wrong() { Assertions.assertEquals(3, 1 + 1); }
                @Disabled("later") @Test void not_yet() {}
                @Test void only_on_mondays() { Assumptions.assumeTrue(false, "it is Sunday"); }
                """);

        assertThat(assertions)
                .filteredOn(Assertion::held)
                .extracting(Assertion::name)
                .containsExactly("PageTest: the sum is right");
        assertThat(message(assertions, "the sum is wrong")).isEqualTo("expected: <3> but was: <2> (PageTest.java:5)");
        assertThat(message(assertions, "not yet")).contains("later", "proves nothing");
        assertThat(message(assertions, "only on mondays")).contains("it is Sunday", "proves nothing");
    }

    @Test
    void a_test_gets_the_app_and_sees_what_did_not_answer() throws Exception {
        var assertions = run("@Test void answers(App app) { app.get(\"/\"); }");

        assertThat(message(assertions, "answers"))
                .startsWith("NoAnswer: https://cust-7e57ed.ci.test/: nothing answered")
                .contains("(PageTest.java:4)");
    }

    @Test
    void a_test_that_exits_the_process_has_not_passed_and_the_harness_lives() throws Exception {
        var assertions = run("@Test void leaves() { System.exit(0); }");

        assertThat(assertions).singleElement().satisfies(assertion -> {
            assertThat(assertion.held()).isFalse();
            assertThat(assertion.name()).isEqualTo("the recipe's tests run to their end");
            assertThat(assertion.message().orElseThrow())
                    .contains("exit code 0", "System.exit", "in the middle of \"PageTest: leaves\"");
        });
    }

    @Test
    void a_test_that_hangs_is_ended_with_its_process() throws Exception {
        var assertions = run("@Test void waits() { while (true) { Thread.onSpinWait(); } }", Duration.ofSeconds(4));

        assertThat(message(assertions, "run to their end")).startsWith("they were killed after 4 s");
    }

    @Test
    void the_end_of_the_run_ends_the_tests() {
        var ended = CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(new TestFolder(run).report()));
            deadline.end(ExitCode.TERMINATED);
        });

        assertThatThrownBy(() -> run(
                        "@Test void waits() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }"))
                .isInstanceOf(CancelledException.class);
        assertThat(ended).succeedsWithin(Duration.ofMinutes(5));
    }

    @Test
    void a_class_without_a_test_is_a_failure() throws Exception {
        assertThat(run("void looks_like_a_test() {}")).singleElement().satisfies(assertion -> {
            assertThat(assertion.held()).isFalse();
            assertThat(assertion.name()).isEqualTo("the folder functional/ holds a test");
        });
    }

    @Test
    void what_fails_before_all_tests_of_a_class_is_told_once_with_its_reason() throws Exception {
        var assertions = run(
                "@BeforeAll static void no() { throw new IllegalStateException(\"no\"); }\n" + "@Test void never() {}");

        assertThat(assertions).singleElement().satisfies(assertion -> {
            assertThat(assertion.held()).isFalse();
            assertThat(assertion.message().orElseThrow()).startsWith("IllegalStateException: no");
        });
    }

    @Test
    void row_16_what_a_test_prints_is_masked_and_it_sees_none_of_the_harness_s_secrets() throws Exception {
        masker.add(List.of("correct-horse"));

        var assertions = run(
                """
                @Test void tells() {
                    System.out.println("the password is correct-horse");
                    System.err.println("the token is " + System.getenv("FORGE_TOKEN"));
                }
                """);

        assertThat(assertions).extracting(Assertion::held).containsExactly(true);
        assertThat(log).contains("| the password is ******", "| the token is null");
        assertThat(said).contains("the password is", "the token is null");
    }

    private static String message(List<Assertion> assertions, String name) {
        return assertions.stream()
                .filter(assertion -> assertion.name().endsWith(name) && !assertion.held())
                .findFirst()
                .flatMap(Assertion::message)
                .orElseThrow(() -> new AssertionError(name + " is not among " + assertions));
    }
}
