package coop.ccci.reconcile.part;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.host.Waiter;
import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.program.CallException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is said and answered however it goes with a part. */
class PartRunnerTest {
    private final List<String> said = new ArrayList<>();
    private long clock;
    private final PartRunner runner =
            new PartRunner(new Waiter(() -> clock, time -> clock += time.toNanos(), Duration.ofSeconds(1)), said::add);

    @Test
    void an_act_that_does_not_last_is_not_done_again() {
        assertThat(runner.reconcile(differing(() -> "done"))).isEqualTo(PartOutcome.FAILED);

        assertThat(said).containsExactly("swarm: done", "swarm: failed: it differs still after 1 act: it differs");
    }

    @Test
    void acts_that_never_end_are_not_gone_on_with_for_ever() {
        var looks = new AtomicInteger();

        assertThat(runner.reconcile(differing(() -> "done " + looks.incrementAndGet())))
                .isEqualTo(PartOutcome.FAILED);

        assertThat(said).hasSize(PartRunner.MAX_ACTS + 1).last().asString().contains("it differs still after 40 acts");
    }

    @Test
    void no_act_begins_when_the_time_of_the_part_is_over() {
        var time = Duration.ofMinutes(5);
        var part = new FakePart(() -> Optional.of(acting("done at " + clock, time)), Optional::empty);

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.FAILED);

        assertThat(said).hasSize(4).last().isEqualTo("swarm: failed: after 13 minutes it differs still: it differs");
    }

    @Test
    void a_part_is_not_waited_for_when_its_time_is_over() {
        var acts = new ArrayDeque<>(List.of(acting("done", Duration.ofMinutes(9))));
        var part = new FakePart(() -> Optional.ofNullable(acts.poll()), () -> Optional.of("it sleeps"));

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.FAILED);

        assertThat(said).last().isEqualTo("swarm: failed: after 13 minutes it sleeps");
        assertThat(Duration.ofNanos(clock)).isEqualTo(PartRunner.AT_MOST);
    }

    @Test
    void a_docker_that_does_not_answer_is_the_environment_and_not_the_part() {
        assertThat(runner.reconcile(part(() -> {
                    throw new CallException("docker info failed, exit code 1: it sleeps");
                })))
                .isEqualTo(PartOutcome.ENVIRONMENT);
        assertThat(said)
                .containsExactly(
                        "swarm: waiting: docker info failed, exit code 1: it sleeps",
                        "swarm: failed: docker info failed, exit code 1: it sleeps");
        assertThat(Duration.ofNanos(clock)).isEqualTo(PartRunner.PATIENCE);
    }

    @Test
    void a_look_that_docker_does_not_answer_is_taken_again_while_docker_comes_back() {
        Runnable docker = () -> {
            if (clock < Duration.ofSeconds(40).toNanos()) {
                throw new CallException("docker info failed, exit code 1: it is being restarted");
            }
        };
        var acts = new ArrayDeque<>(List.of(acting("done", Duration.ofSeconds(1))));
        var part = new FakePart(
                () -> {
                    docker.run();
                    return Optional.ofNullable(acts.poll());
                },
                Optional::empty);

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.CHANGED);

        assertThat(said)
                .containsExactly(
                        "swarm: waiting: docker info failed, exit code 1: it is being restarted",
                        "swarm: done",
                        "swarm: changed: 1 act");
    }

    @Test
    void a_docker_that_has_been_waited_for_in_vain_is_not_waited_for_again_by_the_next_part() {
        var isAway = new boolean[] {true};
        var part = new FakePart(
                () -> {
                    if (isAway[0]) {
                        throw new CallException("docker info failed, exit code 1: it sleeps");
                    }
                    return Optional.empty();
                },
                Optional::empty);
        runner.reconcile(part);
        runner.reconcile(part);
        assertThat(Duration.ofNanos(clock)).isEqualTo(PartRunner.PATIENCE);

        isAway[0] = false;
        runner.reconcile(part);
        isAway[0] = true;
        runner.reconcile(part);
        assertThat(Duration.ofNanos(clock)).isEqualTo(PartRunner.PATIENCE.multipliedBy(2));
    }

    @Test
    void a_mere_look_waits_for_nothing() {
        assertThat(runner.check(part(() -> {
                    throw new CallException("docker info failed, exit code 1: it sleeps");
                })))
                .isEqualTo(PartOutcome.ENVIRONMENT);
        assertThat(said).containsExactly("swarm: failed: docker info failed, exit code 1: it sleeps");
        assertThat(clock).isZero();
    }

    @Test
    void a_file_that_cannot_be_read_is_told_of_its_part_so_the_others_are_still_brought_up() {
        assertThat(runner.reconcile(part(() -> {
                    throw new UncheckedIOException(
                            new AccessDeniedException("/var/lib/cc-ci/abra/servers/default/x.env"));
                })))
                .isEqualTo(PartOutcome.ENVIRONMENT);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("swarm: failed: ")
                .contains("AccessDenied", "x.env");
    }

    @Test
    void a_part_that_is_as_wished_and_does_not_work_differs_for_a_look() {
        assertThat(runner.check(part(() -> Optional.of("it sleeps")))).isEqualTo(PartOutcome.DIFFERS);
        assertThat(said).containsExactly("swarm: differs: it sleeps");
        assertThat(clock).isZero();
    }

    @Test
    void every_exit_code_has_one_meaning() {
        assertThat(List.of(PartOutcome.values()).stream().map(PartOutcome::code))
                .containsExactly(0, 0, 10, 1, 3);
        assertThat(PartOutcome.CHANGED.and(PartOutcome.UNCHANGED)).isEqualTo(PartOutcome.CHANGED);
        assertThat(PartOutcome.DIFFERS.and(PartOutcome.FAILED)).isEqualTo(PartOutcome.FAILED);
    }

    private static HostPart part(Supplier<Optional<String>> problem) {
        return new FakePart(Optional::empty, problem);
    }

    private static HostPart differing(Supplier<String> done) {
        return new FakePart(() -> Optional.of(new Difference("it differs", done.get(), () -> {})), Optional::empty);
    }

    private Difference acting(String done, Duration time) {
        return new Difference("it differs", done, () -> clock += time.toNanos());
    }

    private record FakePart(Supplier<Optional<Difference>> first, Supplier<Optional<String>> look) implements HostPart {
        @Override
        public Optional<Difference> difference() {
            return first.get();
        }

        @Override
        public PartName name() {
            return PartName.SWARM;
        }

        @Override
        public Optional<String> problem() {
            return look.get();
        }
    }
}
