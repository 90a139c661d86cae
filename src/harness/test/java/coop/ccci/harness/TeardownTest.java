package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Teardown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Teardown and janitor by themselves, on fakes of abra and Docker. */
class TeardownTest {
    private static final Zone ZONE = new Zone(HarnessFixture.ZONE);
    private static final RunApp APP =
            RunApp.ofDomain(ZONE, "cust-abcdef." + HarnessFixture.ZONE).orElseThrow();

    @TempDir
    Path folder;

    private HarnessFixture fixture;
    private DockerApi docker;
    private Swarm swarm;
    private Recorder recorder;
    private Path servers;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
        docker = new DockerApi(fixture.docker.host());
        swarm = new Swarm(docker, ZONE);
        servers = folder.resolve("abra/servers");
        var directory = RunDirectory.of(folder.resolve("runs"), new RunId(1));
        Files.createDirectories(directory.path());
        recorder = new Recorder(directory, Clock.systemUTC(), new Masker(), Progress.none());
    }

    @AfterEach
    void tearDown() {
        recorder.close();
        docker.close();
        fixture.close();
    }

    private Teardown teardown(Duration byAbra) {
        var abra = new Abra(
                folder.resolve("bin/abra"),
                new AbraFolder(folder.resolve("abra"), "default"),
                fixture.environment,
                new ProcessRunner(new Masker(), line -> {}),
                new Stopwatch());
        return new Teardown(swarm, abra, servers, byAbra, recorder, new Stopwatch());
    }

    private Janitor janitor() {
        return janitorAt(Instant.now());
    }

    private Janitor janitorAt(Instant now) {
        return new Janitor(ZONE, swarm, locks(), servers, recorder, new Stopwatch(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private AppLocks locks() {
        return new AppLocks(folder.resolve("locks"));
    }

    private void object(String kind, String name, String content) {
        HarnessFixture.write(folder.resolve("state").resolve(kind).resolve(name), content);
    }

    private void wholeStack() {
        object("services", APP.stack() + "_app", "0123abcd");
        object("containers", APP.stack() + "_app.1.x", "");
        object("networks", APP.stack() + "_internal", "");
        object("volumes", APP.stack() + "_data", "");
        object("secrets", APP.stack() + "_pw_v1", "");
        object("configs", APP.stack() + "_conf_v1", "");
        HarnessFixture.write(servers.resolve("default").resolve(APP.domain() + ".env"), "RECIPE=custom-html\n");
    }

    private void nothingIsLeft() {
        assertThat(fixture.docker.objects()).isEmpty();
        assertThat(fixture.files("abra/servers/default")).isEmpty();
    }

    private String log() {
        return fixture.text("../runs/1/log.txt");
    }

    @Test
    void every_kind_of_object_is_removed_and_a_second_teardown_finds_nothing_and_calls_nobody() {
        wholeStack();

        assertThat(teardown(Teardown.ABRA_TIMEOUT).of(APP).isClean()).isTrue();
        nothingIsLeft();
        var calls = fixture.calls();

        assertThat(teardown(Teardown.ABRA_TIMEOUT).of(APP).isClean()).isTrue();
        assertThat(fixture.calls()).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"services", "containers", "networks", "volumes", "secrets", "configs", "env"})
    void a_stack_that_was_half_created_is_removed_whatever_there_is_of_it(String kind) throws Exception {
        wholeStack();
        for (var object : fixture.docker.objects()) {
            if (!object.startsWith(kind + "/")) {
                Files.delete(folder.resolve("state").resolve(object));
            }
        }
        if (!kind.equals("env")) {
            Files.delete(servers.resolve("default").resolve(APP.domain() + ".env"));
        }

        assertThat(teardown(Teardown.ABRA_TIMEOUT).of(APP).isClean()).isTrue();

        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undeploy", "volume-rm", "secret-rm", "rm"})
    void an_abra_that_hangs_costs_its_own_time_and_the_rest_is_done_without_it(String call) {
        wholeStack();
        fixture.steer("hang-on-" + call, "");

        var outcome = teardown(Duration.ofSeconds(2)).of(APP);

        assertThat(outcome.isClean()).as(outcome.describe()).isTrue();
        assertThat(log()).contains("abra did not end within 2 s and was killed");
        nothingIsLeft();
    }

    @Test
    void a_network_that_a_foreign_container_is_on_is_named_with_it_at_once_and_the_container_is_left_alone() {
        wholeStack();
        object("networks", APP.stack() + "_internal", "somebody-s-shell");
        object("containers", "somebody-s-shell", "");
        var began = System.nanoTime();

        var outcome = teardown(Teardown.ABRA_TIMEOUT).of(APP);

        assertThat(outcome.leftovers())
                .containsExactly("network " + APP.stack()
                        + "_internal, because [container somebody-s-shell] on it is not the run's and is left alone");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        assertThat(fixture.docker.objects())
                .containsExactly("containers/somebody-s-shell", "networks/" + APP.stack() + "_internal");
    }

    @Test
    void what_is_no_run_s_is_neither_found_nor_removed() {
        var foreign = java.util.List.of(
                "traefik_ci_test_app",
                "cust-abcdef_ci_example_org_data",
                "proxy",
                "warm-keycloak_ci_test_data",
                "data");
        for (var name : foreign) {
            object("volumes", name, "");
            object("containers", name, "");
            object("configs", name, "");
        }
        HarnessFixture.write(servers.resolve("default/traefik." + HarnessFixture.ZONE + ".env"), "RECIPE=traefik\n");
        var before = fixture.docker.objects();

        assertThat(janitor().clean(Deadline.lasting(Duration.ofMinutes(5))))
                .isEqualTo("0 left by dead runs, 0 of living runs");
        assertThat(teardown(Teardown.ABRA_TIMEOUT).of(APP).isClean()).isTrue();

        assertThat(fixture.docker.objects()).isEqualTo(before).hasSize(15);
        assertThat(fixture.files("abra/servers/default")).hasSize(1);
    }

    @Test
    void an_app_whose_lock_is_held_is_left_alone_and_one_without_a_lock_file_is_torn_down_at_once() {
        wholeStack();
        try (var held = locks().tryTake(APP).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(janitor().clean(Deadline.lasting(Duration.ofMinutes(5)))).contains("1 of living runs");
            assertThat(fixture.docker.objects()).hasSize(6);
            held.unregister();
        }
        assertThat(fixture.files("locks")).as("as after a reboot").isEmpty();

        assertThat(janitor().clean(Deadline.lasting(Duration.ofMinutes(5)))).contains("1 left by dead runs");

        nothingIsLeft();
        assertThat(fixture.files("locks")).isEmpty();
    }

    @Test
    void of_two_janitors_at_once_one_tears_down_and_the_other_leaves_it_alone() {
        wholeStack();
        fixture.steer("hold-removals", "");
        var first = CompletableFuture.supplyAsync(() -> janitor().clean(Deadline.lasting(Duration.ofMinutes(5))));
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Files.exists(folder.resolve("state").resolve("removing")));

        assertThat(janitor().clean(Deadline.lasting(Duration.ofMinutes(5))))
                .isEqualTo("0 left by dead runs, 1 of living runs");
        assertThat(fixture.docker.objects()).hasSize(6);
        fixture.unsteer("hold-removals");

        assertThat(first).succeedsWithin(Duration.ofMinutes(5)).isEqualTo("1 left by dead runs, 0 of living runs");
        nothingIsLeft();
        assertThat(janitor().clean(Deadline.lasting(Duration.ofMinutes(5))))
                .isEqualTo("0 left by dead runs, 0 of living runs");
    }

    @Test
    void an_app_that_is_kept_is_left_alone_until_its_time_is_over_or_somebody_says_so() {
        var now = Instant.parse("2026-11-27T04:00:00Z");
        wholeStack();
        try (var lock = locks().tryTake(APP).orElseThrow()) {
            lock.keepUntil(now.plus(Janitor.KEEPS));
        }

        assertThat(janitorAt(now).clean(Deadline.lasting(Duration.ofMinutes(5))))
                .endsWith(", 1 kept");
        assertThat(fixture.docker.objects()).isNotEmpty();
        // a time that no run writes protects nothing
        assertThat(janitorAt(now.minusSeconds(1)).clean(Deadline.lasting(Duration.ofMinutes(5))))
                .startsWith("1 left by dead runs");
        nothingIsLeft();
        assertThat(fixture.files("locks")).isEmpty();

        wholeStack();
        try (var lock = locks().tryTake(APP).orElseThrow()) {
            lock.keepUntil(now.plus(Janitor.KEEPS));
        }
        assertThat(janitorAt(now).clean(Deadline.lasting(Duration.ofMinutes(5)), true))
                .startsWith("1 left by dead runs");
        nothingIsLeft();
    }
}
