package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import coop.ccci.bridge.fake.FakeDrone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a comment to the verdict, through the real routes and a Drone. */
class DroneTest {
    @TempDir
    private Path folder;

    private final FakeDrone drone = FakeDrone.start();
    private BridgeFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = BridgeFixture.in(folder).builtBy(drone);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
        drone.close();
    }

    @Test
    void a_comment_becomes_a_build_and_a_verdict() {
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**passed** · level 1");
        assertThat(drone.builds()).hasSize(1);
        assertThat(drone.newest().parameters()).containsEntry("CCCI_RUN_ID", "1");
    }

    @Test
    void a_run_waits_for_a_drone_that_is_down_and_is_built_once() {
        drone.down();
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**queued**");
        drone.up();
        awaitAnswer("**passed**");
        assertThat(drone.builds()).hasSize(1);
    }

    @Test
    void a_build_whose_creation_got_no_answer_is_found_soon_and_not_created_again() {
        drone.whenAsked("POST", "/builds$").once().hangsUpAfterwards();
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**passed**");
        assertThat(drone.builds()).hasSize(1);
    }

    @Test
    void a_build_that_drone_could_not_create_just_now_is_created_soon() throws JMException {
        drone.whenAsked("POST", "/builds$").once().fails(503);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**passed**");
        assertThat(drone.builds()).hasSize(1);
        assertThat(processed("start-run-drone"))
                .as("an operator sees the step to the engine's own route")
                .isEqualTo(2);
        assertThat(count("routes", "find-queued-runs", "ExchangesFailed"))
                .as("the row was put off, and that is all")
                .isZero();
    }

    @Test
    void a_refusal_whose_reason_cannot_be_asked_for_is_no_launch() throws JMException {
        fixture.start();
        drone.whenAsked("POST", "/builds$").once().fails(404);
        drone.whenAsked("GET", "/cc-ci$").fails(503);
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> assertThat(processed("drone-create-build-check"))
                .isPositive());
        drone.healthy();
        awaitAnswer("**passed**");
        assertThat(processed("start-run-record")).isEqualTo(1);
    }

    @Test
    void a_bridge_that_is_started_again_in_mid_build_goes_on_with_it() {
        fixture.harness().plays(Scenario.WAIT);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**running**");
        fixture.stop().start();
        fixture.harness().goOn();
        awaitAnswer("**passed**");
        assertThat(drone.builds()).hasSize(1);
    }

    @Test
    void a_build_that_is_cancelled_on_drones_page_is_a_cancelled_run() throws JMException {
        fixture.harness().plays(Scenario.WAIT);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**running**");
        drone.newest().isCancelled();
        awaitAnswer("**cancelled**", "its build 1 was cancelled in Drone");
        assertThat(processed("drone-observe-ask"))
                .as("an operator sees how often Drone had to be asked")
                .isPositive();
    }

    @Test
    void a_drone_that_has_no_pipeline_for_runs_is_an_error_with_its_reason() {
        drone.has(FakeDrone.Pipelines.FOR_PUSHES_ONLY);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**error**", "no pipeline for the event custom");
    }

    @Test
    void a_ledger_that_is_new_gives_no_number_that_a_run_directory_has() throws IOException {
        Files.createDirectories(folder.resolve("runs/41"));
        Files.createDirectories(folder.resolve("runs/20261122101500"));
        Files.createDirectories(folder.resolve("runs/lost+found"));
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        awaitAnswer("**passed**");
        assertThat(drone.newest().parameters()).containsEntry("CCCI_RUN_ID", "42");
    }

    private long processed(String step) throws JMException {
        return count("processors", step, "ExchangesTotal");
    }

    /** Returns a count of a step or a route, as Hawtio shows it. */
    private long count(String type, String name, String attribute) throws JMException {
        var counted = new ObjectName("org.apache.camel:context="
                + fixture.bridge().context().getManagementName() + ",type=" + type + ",name=\"" + name + "\"");
        return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(counted, attribute);
    }

    private void awaitAnswer(String... words) {
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains(words));
    }
}
