package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.process.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in a process of its own, ended in every way, on fakes of abra, Docker and Traefik. */
class SignalsTest {
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

    private void hanging() {
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/hanging")));
    }

    private void nothingIsLeft() {
        assertThat(fixture.docker.objects()).isEmpty();
        assertThat(fixture.files("abra/servers/default")).isEmpty();
        assertThat(fixture.files("locks")).isEmpty();
    }

    private static void noAbraIsLeft(Path folder) {
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(folder.resolve("bin/abra").toString())))
                .isEmpty();
    }

    @Test
    void term_ends_a_hanging_abra_and_tears_down() {
        fixture.steer("hang-on-deploy", "");
        var harness = fixture.start();
        hanging();

        assertThat(harness.signal("TERM").exit()).as(harness.console()).isEqualTo(143);

        assertThat(harness.results().verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(harness.results().flags().cleanTeardown()).isTrue();
        assertThat(harness.console()).contains("verdict  cancelled");
        nothingIsLeft();
        noAbraIsLeft(folder);
    }

    @Test
    void int_is_answered_as_term() {
        fixture.steer("hang-on-new", "");
        var harness = fixture.start();
        hanging();

        assertThat(harness.signal("INT").exit()).isEqualTo(143);
        nothingIsLeft();
    }

    @Test
    void the_deadline_ends_a_hanging_abra_and_tears_down() {
        fixture.steer("hang-on-deploy", "");
        var harness = fixture.start("--deadline", "4s");

        assertThat(harness.exit()).as(harness.console()).isEqualTo(142);

        assertThat(harness.results().verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(harness.results().failure().orElseThrow().message()).isEqualTo("the deadline passed");
        nothingIsLeft();
        noAbraIsLeft(folder);
    }

    @Test
    void a_second_term_during_teardown_does_not_skip_it() {
        fixture.steer("hang-on-deploy", "");
        var harness = fixture.start();
        hanging();
        harness.signal("TERM").reach("teardown").signal("TERM").signal("INT").signal("HUP");

        assertThat(harness.exit()).isEqualTo(143);
        assertThat(harness.results().flags().cleanTeardown()).isTrue();
        nothingIsLeft();
    }

    @Test
    void a_term_ends_a_lint_that_hangs_too() {
        fixture.steer("wait-on-lint", "");
        fixture.steer("hang-on-deploy", "");
        var harness = fixture.start();
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/linting")));
        hanging();

        harness.signal("TERM");

        assertThat(harness.exit()).as(harness.console()).isEqualTo(143);
        assertThat(harness.results().lint().orElseThrow().reason()).contains("the run ended before lint did");
        nothingIsLeft();
        noAbraIsLeft(folder);
    }

    @Test
    void a_term_during_teardown_waits_for_it_to_end() {
        fixture.steer("wait-on-undeploy", "");
        var harness = fixture.start();
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/waiting")));

        harness.signal("TERM").signal("TERM");
        fixture.unsteer("wait-on-undeploy");

        assertThat(harness.exit()).as(harness.console()).isEqualTo(143);
        assertThat(harness.results().flags().cleanTeardown()).isTrue();
        nothingIsLeft();
    }

    @Test
    void a_deadline_that_passes_during_teardown_does_not_end_it() {
        fixture.steer("wait-on-undeploy", "");
        var deadline = Deadline.lasting(Duration.ofMinutes(5));
        var run = fixture.begin(deadline);
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/waiting")));
        deadline.end(ExitCode.DEADLINE);
        fixture.unsteer("wait-on-undeploy");

        var ran = run.join();
        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.DEADLINE);
        assertThat(ran.results().flags().cleanTeardown()).isTrue();
        nothingIsLeft();
    }

    @Test
    void what_a_killed_run_left_is_torn_down_by_the_next_one_its_hanging_abra_included() throws Exception {
        fixture.steer("hang-on-undeploy", "");
        var killed = fixture.start();
        hanging();
        killed.signal("KILL").exit();
        assertThat(killed.directory().results()).doesNotExist();
        assertThat(fixture.docker.objects()).isNotEmpty();
        assertThat(fixture.files("locks")).hasSize(1);
        Files.delete(folder.resolve("state/hang-on-undeploy"));

        var next = fixture.start();

        assertThat(next.exit()).as(next.console()).isZero();
        assertThat(next.log()).contains("whose run died");
        nothingIsLeft();
        noAbraIsLeft(folder);
    }

    @Test
    void a_living_run_is_left_alone_by_the_janitor_of_another() {
        fixture.steer("hang-on-undeploy", "");
        var living = fixture.start();
        hanging();
        var before = fixture.docker.objects();

        var other = fixture.start("--deadline", "20s").reach("prepare");

        assertThat(other.log()).contains("0 left by dead runs, 1 of living runs");
        assertThat(fixture.docker.objects()).containsAll(before);
        other.signal("KILL").exit();
        living.signal("KILL").exit();
        coop.ccci.host.ProcessesByMark.kill(
                "ABRA_DIR", living.directory().abra().toString());
        coop.ccci.host.ProcessesByMark.kill("ABRA_DIR", other.directory().abra().toString());
    }

    @Test
    void launching_a_run_id_twice_touches_nothing() throws Exception {
        var harness = fixture.start();
        assertThat(harness.exit()).isZero();
        var results = Files.readString(harness.directory().results());

        var again = HarnessProcess.start(fixture.runs, 1, fixture.environment, "custom-html");

        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.console())
                .isEqualTo("cc-ci run: the run 1 exists already in " + fixture.runs
                        + ": it is running or has ended; take another run id");
        assertThat(Files.readString(harness.directory().results())).isEqualTo(results);
    }

    @Test
    void everything_can_be_given_by_the_environment() {
        fixture.environment.put("RECIPE", "custom-html");
        fixture.environment.put("CCCI_RUN_ID", "not a number");

        var harness = HarnessProcess.start(fixture.runs, 9, fixture.environment);

        assertThat(harness.exit()).as(harness.console()).isZero();
        assertThat(harness.console()).contains("verdict  passed, level 1").doesNotContain("\u001b");
    }
}
