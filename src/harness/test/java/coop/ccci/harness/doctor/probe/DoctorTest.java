package coop.ccci.harness.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Examination;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.doctor.ProbeResult;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {
    @TempDir
    Path folder;

    static Stream<Assumption> every() {
        return Assumptions.all().stream().flatMap(topic -> topic.assumptions().stream());
    }

    static Stream<Assumption> deep() {
        return every().filter(Assumption::deep);
    }

    static Stream<Assumption> cheap() {
        return every().filter(assumption -> !assumption.deep());
    }

    @Test
    void on_a_host_that_is_as_assumed_all_hold_and_nothing_is_left() {
        try (var host = new FakeHost(folder, Set.of())) {
            var all = host.examine(true).results();

            assertThat(all).hasSize((int) every().count());
            assertThat(all).allSatisfy(one -> assertThat(one.finding().state())
                    .as(one.assumption().id())
                    .isEqualTo(Finding.State.HOLDS));
            assertThat(new Examination(all).exit()).isEqualTo(ExitCode.PASSED);
            assertThat(host.swarm.left()).isEmpty();
            assertThat(host.files("locks")).isEmpty();
            assertThat(host.files("tmp")).isEmpty();
            assertThat(host.files("abra")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cheap")
    void one_assumption_that_does_not_hold_is_the_one_line_that_is_red(Assumption lie) {
        try (var host = new FakeHost(folder, Set.of(lie.id()))) {
            assertOnlyBroken(lie.id(), host.examine(false).results());
        }
    }

    @ParameterizedTest
    @MethodSource("deep")
    void one_that_takes_a_deployment_to_see_is_the_one_line_that_is_red_and_nothing_is_left(Assumption lie) {
        try (var host = new FakeHost(folder, Set.of(lie.id()))) {
            assertOnlyBroken(lie.id(), host.examine(true).results());

            assertThat(host.swarm.left()).isEmpty();
            assertThat(host.files("locks"))
                    .as("only what could not be torn down stays registered")
                    .hasSize(lie.id().equals("deep.nothing-left") ? 1 : 0);
        }
    }

    private static void assertOnlyBroken(String id, List<ProbeResult> all) {
        assertThat(broken(all)).containsExactly(id);
        assertThat(all).allSatisfy(one -> {
            if (one.finding().state() == Finding.State.UNKNOWN) {
                assertThat(needed(one.assumption()))
                        .as(one.assumption().id() + ": " + one.finding().detail())
                        .contains(id);
            }
        });
        assertThat(new Examination(all).exit()).isEqualTo(ExitCode.FAILED);
    }

    private static List<String> broken(List<ProbeResult> all) {
        return all.stream()
                .filter(one -> one.finding().state() == Finding.State.BROKEN)
                .map(one -> one.assumption().id())
                .toList();
    }

    /** All that an assumption needs, and what that needs. */
    private static Set<String> needed(Assumption assumption) {
        Map<String, Assumption> byId = every().collect(Collectors.toMap(Assumption::id, one -> one));
        return assumption.needs().stream()
                .flatMap(id -> Stream.concat(Stream.of(id), needed(byId.get(id)).stream()))
                .collect(Collectors.toSet());
    }

    @Test
    void without_deep_looks_nothing_is_deployed_and_no_secret_made() {
        try (var host = new FakeHost(folder, Set.of())) {
            var all = host.examine(false).results();

            assertThat(all).noneMatch(one -> one.assumption().deep());
            assertThat(new Examination(all).skipped()).isPositive();
            assertThat(host.abra.calls)
                    .noneMatch(call -> call.startsWith("app deploy") && !call.endsWith("--help"))
                    .noneMatch(call -> call.startsWith("app secret") && !call.endsWith("--help"));
            assertThat(host.files("abra")).isEmpty();
        }
    }

    @Test
    void asked_to_end_while_the_app_runs_it_tears_it_down_first() {
        try (var host = new FakeHost(folder, Set.of())) {
            var deadline = Deadline.lasting(Duration.ofMinutes(5));
            host.abra.onCall = call -> {
                if (call.startsWith("app backup create") && !call.endsWith("--help")) {
                    assertThat(host.swarm.left()).isNotEmpty();
                    deadline.end(ExitCode.TERMINATED);
                }
            };

            assertThatThrownBy(() -> host.doctor(deadline).examine(true, examined -> {}))
                    .isInstanceOf(CancelledException.class);

            assertThat(host.swarm.left()).isEmpty();
            assertThat(host.files("abra")).isEmpty();
            assertThat(host.files("locks")).isEmpty();
            assertThat(host.files("tmp")).isEmpty();
        }
    }

    @Test
    void the_app_is_registered_for_the_next_janitor_before_anything_of_it_is_made() {
        try (var host = new FakeHost(folder, Set.of())) {
            var registered = new AtomicBoolean();
            host.abra.onCall = call -> {
                if (call.startsWith("app new") && call.contains("doct-")) {
                    registered.set(host.files("locks").size() == 1);
                }
            };

            host.examine(true);

            assertThat(registered).isTrue();
        }
    }

    @Test
    void what_could_not_be_looked_at_is_no_success() {
        var unknown = new ProbeResult("x", every().findFirst().orElseThrow(), Finding.unknown("no"));
        var holds = new ProbeResult("x", every().findFirst().orElseThrow(), Finding.holds("yes"));

        assertThat(new Examination(List.of(holds, unknown)).exit()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(new Examination(List.of(holds)).exit()).isEqualTo(ExitCode.PASSED);
    }
}
