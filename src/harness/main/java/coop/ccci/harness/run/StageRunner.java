package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Results.Lint;
import coop.ccci.harness.browser.Picture;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.TierOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs stages, some of them in the background, records each, and remembers the first that failed. Safe for
 * use by several threads.
 */
final class StageRunner {
    private final Recorder recorder;
    private final Deadline deadline;
    private final AtomicReference<Fault> first = new AtomicReference<>();
    private final AtomicReference<Fault> newest = new AtomicReference<>();

    StageRunner(Recorder recorder, Deadline deadline) {
        this.recorder = recorder;
        this.deadline = deadline;
    }

    /**
     * Runs a stage, unless the run's deadline is over.
     *
     * @param message one sentence for people about what came of it
     * @throws RuntimeException whatever the stage threw
     */
    <T> T run(String stage, Supplier<T> work, Function<T, String> message) {
        return runAnyway(stage, checked(work), message);
    }

    /** Runs a stage of the whole run. */
    <T> T run(RunStage stage, Supplier<T> work, Function<T, String> message) {
        return run(stage.code(), work, message);
    }

    /**
     * Runs a stage whose failure is nobody's fault: what the recipe does not do in it is reported as a skip, and is not
     * remembered.
     *
     * @throws RuntimeException whatever the stage threw
     */
    <T> T runForgiven(String stage, Supplier<T> work, Function<T, String> message) {
        return attempt(
                stage,
                checked(work),
                came -> new StageResult("pass", message.apply(came)),
                fault -> fault.exit() == ExitCode.FAILED);
    }

    /** Runs a tier as a stage; one that does not apply is reported as a skip. */
    void tier(String stage, Supplier<TierOutcome> work) {
        attempt(stage, checked(work), outcome -> new StageResult(outcome.status(), outcome.message()));
    }

    /** Lints as a stage; what was not verified is reported as a skip. */
    Lint lint(Supplier<Lint> work) {
        return attempt(RunStage.LINT.code(), work, lint -> switch (lint.status()) {
            case PASS -> new StageResult("pass", lint.rules().size() + " rules, none of severity error broken");
            case FAIL -> new StageResult("fail", lint.reason().orElse("") + " (the level may suffer, not the verdict)");
            case SKIP, UNVER -> new StageResult("skip", lint.reason().orElse(""));
        });
    }

    /** Takes the picture as a stage, even when the disk is full; that there is none is reported as a skip. */
    void picture(Supplier<Picture> work) {
        attempt(
                RunStage.SCREENSHOT.code(),
                work,
                picture -> picture.match(
                        taken -> new StageResult("pass", taken.bytes() / 1024 + " KiB"),
                        none -> new StageResult("skip", "no picture: " + none.reason())));
    }

    /** Runs a stage even when the run's deadline is over and the disk is full. */
    <T> T runAnyway(String stage, Supplier<T> work, Function<T, String> message) {
        return attempt(stage, work, came -> new StageResult("pass", message.apply(came)));
    }

    private <T> Supplier<T> checked(Supplier<T> work) {
        return () -> {
            deadline.check();
            var came = work.get();
            recorder.check();
            return came;
        };
    }

    private record StageResult(String status, String message) {}

    private <T> T attempt(String stage, Supplier<T> work, Function<T, StageResult> message) {
        return attempt(stage, work, message, fault -> false);
    }

    private <T> T attempt(
            String stage, Supplier<T> work, Function<T, StageResult> message, Predicate<Fault> isForgiven) {
        recorder.started(stage);
        var began = System.nanoTime();
        try {
            var came = work.get();
            var ending = message.apply(came);
            recorder.finished(stage, ending.status(), since(began), Optional.of(ending.message()));
            return came;
        } catch (RuntimeException | Error e) {
            var fault = fault(stage, e);
            var forgiven = isForgiven.test(fault);
            if (!forgiven) {
                first.compareAndSet(null, fault);
            }
            newest.set(fault);
            recorder.finished(stage, forgiven ? "skip" : "fail", since(began), Optional.of(fault.message()));
            fault.log(recorder);
            throw e;
        }
    }

    /** Remembers a fault that happened between two stages. */
    void remember(RunStage stage, Throwable e) {
        var fault = fault(stage.code(), e);
        if (first.compareAndSet(null, fault)) {
            fault.log(recorder);
        }
    }

    /**
     * What is unexpected after the run was told to end comes of that: JGit for one takes its locks away then, under the work
     * that holds them.
     */
    private Fault fault(String stage, Throwable e) {
        var fault = Fault.of(stage, e);
        return deadline.over()
                .filter(why -> fault.defect() != null)
                .map(CancelledException::new)
                .map(over ->
                        new Fault(stage, over.why(), over.getMessage(), RunException.environment(over.getMessage()), e))
                .orElse(fault);
    }

    /** Returns the first fault; empty while all goes well. */
    Optional<Fault> first() {
        return Optional.ofNullable(first.get());
    }

    /** Returns whether the stage that failed last has told this, on its own line. */
    boolean hasTold(String message) {
        return Optional.ofNullable(newest.get())
                .filter(fault -> fault.message().equals(message))
                .isPresent();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /**
     * What went wrong.
     *
     * @param stage where
     * @param exit what the process ends with
     * @param message one sentence for people
     */
    record Fault(String stage, ExitCode exit, String message, RunException cause, Throwable defect) {
        static Fault of(String stage, Throwable e) {
            if (e instanceof RunException fault) {
                return new Fault(stage, fault.exit(), fault.getMessage(), fault, null);
            }
            if (e instanceof CancelledException over) {
                return new Fault(
                        stage, over.why(), over.getMessage(), RunException.environment(over.getMessage()), null);
            }
            return new Fault(
                    stage,
                    ExitCode.ENVIRONMENT,
                    "an unexpected error, probably a defect of cc-ci: " + e,
                    RunException.environment(String.valueOf(e.getMessage())),
                    e);
        }

        private void log(Recorder recorder) {
            recorder.log(message);
            recorder.log(cause.details());
            if (defect != null) {
                var trace = new java.io.StringWriter();
                defect.printStackTrace(new java.io.PrintWriter(trace));
                trace.toString().lines().forEach(recorder::log);
            }
        }
    }
}
