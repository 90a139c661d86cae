package coop.ccci.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.run.RunLifecycle.RunAction;
import coop.ccci.bridge.run.RunLifecycle.RunAction.Kind;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of what a run needs next. */
class RunLifecycleTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration VALID = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RunObservation ABSENT = new RunObservation.Absent();
    private static final RunObservation STARTING = new RunObservation.Starting();
    private static final RunObservation RUNNING = new RunObservation.Running();
    private static final RunObservation DIED = new RunObservation.Died(new EngineFault.HarnessDied());
    private static final RunObservation STOPPED =
            new RunObservation.Stopped(Verdict.TIMED_OUT, new EngineFault.HarnessDied(), Optional.empty());

    private final RunLifecycle lifecycle = new RunLifecycle(VALID, Path.of("/runs"));

    static Arguments[] queued() {
        return new Arguments[] {
            arguments("just asked for", false, Duration.ZERO, Kind.LAUNCH),
            arguments("waited as long as it may", false, VALID, Kind.LAUNCH),
            arguments("waited longer", false, VALID.plus(SECOND), Kind.LAUNCH_IF_STILL_WANTED),
            arguments("waited for a day", false, RunLifecycle.MAX_QUEUE_TIME, Kind.LAUNCH_IF_STILL_WANTED),
            arguments("waited too long", false, RunLifecycle.MAX_QUEUE_TIME.plus(SECOND), Kind.FINISH),
            arguments("cancelled", true, Duration.ZERO, Kind.FINISH),
            arguments("cancelled after too long", true, RunLifecycle.MAX_QUEUE_TIME.plus(SECOND), Kind.FINISH),
        };
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("queued")
    void a_queued_run(String name, boolean isStopped, Duration waited, Kind expected) {
        var stop = isStopped ? Optional.of(stop(Duration.ZERO, Optional.empty())) : Optional.<Run.Stop>empty();
        var run = run(Run.State.QUEUED, Optional.empty(), stop);
        var action = lifecycle.next(run, Optional.empty(), START.plus(waited));
        assertThat(action.kind()).isEqualTo(expected);
        var ending = RunStep.of(run).with(action).ending();
        if (expected == Kind.FINISH) {
            assertThat(action.end().orElseThrow().verdict())
                    .isEqualTo(isStopped ? Verdict.CANCELLED : Verdict.TIMED_OUT);
            assertThat(ending).isEqualTo(isStopped ? "STOP_ASKED" : "WAITED_TOO_LONG");
        } else {
            assertThat(ending).isEqualTo("NONE");
        }
    }

    @Test
    void a_queued_run_of_which_no_comment_holds_any_more() {
        var end = new Run.End(Verdict.CANCELLED, 0, Optional.of(new RunReason.HeadMoved()), Optional.empty(), START);
        var run = run(Run.State.QUEUED, Optional.empty(), Optional.empty());
        assertThat(RunStep.of(run).with(RunAction.finish(end)).ending()).isEqualTo("NOT_WANTED");
    }

    static Arguments[] running() {
        var late = LIMIT.plus(SECOND);
        return new Arguments[] {
            arguments("starting", STARTING, 1, SECOND, Kind.WAIT),
            arguments("running", RUNNING, 1, SECOND, Kind.WAIT),
            arguments("at its deadline", RUNNING, 1, LIMIT, Kind.WAIT),
            arguments("over its deadline", RUNNING, 1, late, Kind.TIME_OUT),
            arguments("starting over its deadline", STARTING, 1, late, Kind.TIME_OUT),
            arguments("lost once", ABSENT, 1, SECOND, Kind.LAUNCH_AGAIN),
            arguments("lost twice", ABSENT, 2, SECOND, Kind.LAUNCH_AGAIN),
            arguments("lost too often", ABSENT, RunLifecycle.MAX_LAUNCHES, SECOND, Kind.FINISH),
            arguments("lost after its deadline", ABSENT, 1, late, Kind.FINISH),
            arguments("dead", DIED, 1, SECOND, Kind.FINISH),
            arguments("stopped by its engine", STOPPED, 1, SECOND, Kind.FINISH),
        };
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("running")
    void a_running_run(String name, RunObservation seen, int launches, Duration after, Kind expected) {
        var run = run(Run.State.RUNNING, Optional.of(launch(launches)), Optional.empty());
        assertThat(lifecycle.next(run, Optional.of(seen), START.plus(after)).kind())
                .isEqualTo(expected);
    }

    static Arguments[] stopped() {
        var patient = RunLifecycle.STOP_TIMEOUT;
        var givenUp = patient.plus(RunLifecycle.KILL_TIMEOUT);
        return new Arguments[] {
            arguments("not asked yet", RUNNING, Optional.empty(), Duration.ZERO, Kind.ASK_TO_END),
            arguments("just asked", RUNNING, Optional.of(Duration.ZERO), SECOND, Kind.WAIT),
            arguments(
                    "asked a while ago",
                    RUNNING,
                    Optional.of(Duration.ZERO),
                    RunLifecycle.STOP_RETRY_DELAY,
                    Kind.ASK_TO_END),
            arguments("still there", RUNNING, Optional.of(Duration.ZERO), patient.plus(SECOND), Kind.KILL),
            arguments("just killed", RUNNING, Optional.of(patient.plus(SECOND)), patient.plus(SECOND), Kind.WAIT),
            arguments("not to be killed", STARTING, Optional.of(patient), givenUp.plus(SECOND), Kind.FINISH),
            arguments("gone", ABSENT, Optional.empty(), SECOND, Kind.FINISH),
            arguments("died of it", DIED, Optional.of(Duration.ZERO), SECOND, Kind.FINISH),
            arguments("stopped", STOPPED, Optional.of(Duration.ZERO), SECOND, Kind.FINISH),
        };
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("stopped")
    void a_running_run_that_was_asked_to_end(
            String name, RunObservation seen, Optional<Duration> sent, Duration after, Kind expected) {
        var run = run(Run.State.RUNNING, Optional.of(launch(1)), Optional.of(stop(Duration.ZERO, sent)));
        var action = lifecycle.next(run, Optional.of(seen), START.plus(after));
        assertThat(action.kind()).isEqualTo(expected);
        action.end().ifPresent(end -> {
            assertThat(end.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(end.reason()).contains(new RunReason.CancelledBy("maya"));
        });
    }

    @ParameterizedTest(name = "after {0} s: {1} ms later")
    @CsvSource({"0, 0", "10, 100", "100, 1000", "300, 3000", "7200, 10000"})
    void a_run_that_goes_on_is_looked_at_again_after_a_hundredth_of_its_age(int seconds, int millis) {
        var run = run(Run.State.RUNNING, Optional.of(launch(1)), Optional.empty());
        var now = START.plusSeconds(seconds);
        assertThat(RunLifecycle.lookedAtAgain(run, RunAction.of(Kind.WAIT), now))
                .isEqualTo(now.plusMillis(millis));
    }

    @Test
    void a_run_that_something_was_done_about_is_looked_at_at_once() {
        var run = run(Run.State.RUNNING, Optional.of(launch(1)), Optional.empty());
        var now = START.plusSeconds(7200);
        assertThat(RunLifecycle.lookedAtAgain(run, RunAction.of(Kind.TIME_OUT), now))
                .isEqualTo(now);
    }

    @Test
    void a_run_that_is_asked_to_end_is_looked_at_at_once() {
        var stop = stop(Duration.ZERO, Optional.of(Duration.ZERO));
        var run = run(Run.State.RUNNING, Optional.of(launch(1)), Optional.of(stop));
        var now = START.plusSeconds(7200);
        assertThat(RunLifecycle.lookedAtAgain(run, RunAction.of(Kind.WAIT), now))
                .isEqualTo(now);
    }

    private static Run.Launch launch(int times) {
        return new Run.Launch(times, START, START.plus(LIMIT), Optional.empty());
    }

    private static Run.Stop stop(Duration after, Optional<Duration> sent) {
        return new Run.Stop(
                Verdict.CANCELLED, new RunReason.CancelledBy("maya"), START.plus(after), sent.map(START::plus));
    }

    private static Run run(Run.State state, Optional<Run.Launch> launch, Optional<Run.Stop> stop) {
        return new Run(
                new RunId(1),
                1,
                Trigger.Source.COMMENT,
                Repository.parse("recipe-maintainers/custom-html"),
                1,
                new RecipeName("custom-html"),
                new Commit("a".repeat(40)),
                URI.create("https://git.example.org/recipe-maintainers/custom-html.git"),
                Optional.of("main"),
                "maya",
                7,
                "local",
                Run.Mode.FULL,
                state,
                START,
                launch,
                stop,
                Optional.empty());
    }
}
