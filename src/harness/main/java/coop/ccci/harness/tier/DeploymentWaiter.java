package coop.ccci.harness.tier;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.result.Stopwatch.WaitingFor;
import coop.ccci.harness.swarm.Convergence;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.host.HumanTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Waits for a deployed app: first until swarm says that it runs, then until it answers. Neither waits for what cannot
 * come.
 */
public final class DeploymentWaiter {
    private static final String CONVERGE = "converge";
    private static final Duration PAUSE = Duration.ofMillis(150);

    /** Swarm shows a stack's services one after another while {@code abra} deploys them; none after this is none. */
    private static final Duration NO_SERVICES = Duration.ofSeconds(10);

    private final RunApp app;
    private final RecipeSettings settings;
    private final ServiceWatcher watch;
    private final AppProbe probe;
    private final FailureReport diagnosis;
    private final Stopwatch stopwatch;
    private final Recorder recorder;
    private final Set<String> remarked = new HashSet<>();
    private long failuresWhenConverged;

    /** Makes ready to wait. */
    public DeploymentWaiter(
            RunApp app, RecipeSettings settings, Swarm swarm, AppProbe probe, Recorder recorder, Stopwatch stopwatch) {
        this.app = app;
        this.settings = settings;
        this.recorder = recorder;
        this.watch = new ServiceWatcher(swarm, app, recorder::log);
        this.probe = probe;
        this.diagnosis = new FailureReport(swarm);
        this.stopwatch = stopwatch;
    }

    /** Returns the watcher of the app's services. */
    ServiceWatcher watch() {
        return watch;
    }

    /** Waits until every service runs as it should. */
    public String converge(Deadline deadline) {
        return stopwatch.time(WaitingFor.SWARM, () -> {
            var began = System.nanoTime();
            while (true) {
                var state = watch.poll();
                var missing = requireNotFailed(state);
                if (state.isReached()) {
                    failuresWhenConverged = watch.failures();
                    watch.remarks().stream().filter(remarked::add).forEach(remark -> recorder.note(CONVERGE, remark));
                    return watch.summary();
                }
                var waited = Duration.ofNanos(System.nanoTime() - began);
                if (watch.services().isEmpty() && waited.compareTo(NO_SERVICES) > 0) {
                    throw RunException.recipe("abra deployed no service: there is none in the stack " + app.stack());
                }
                if (waited.compareTo(settings.deploy()) > 0) {
                    throw RunException.recipe(
                            "not converged within " + HumanTime.format(settings.deploy()) + ": "
                                    + watch.describe(missing),
                            diagnosis.of(watch.services()));
                }
                deadline.pause(PAUSE);
            }
        });
    }

    /** Returns how many tasks have failed since the services converged last. */
    long failuresSinceConverged() {
        return watch.failures() - failuresWhenConverged;
    }

    /** Waits until the app itself answers. */
    public String serve(Deadline deadline) {
        return stopwatch.time(WaitingFor.APP, () -> {
            var began = System.nanoTime();
            while (true) {
                var answer = ask(deadline);
                if (answer.isFromApp()) {
                    return address() + " answered with " + answer.describe();
                }
                requireNotFailed(watch.poll());
                if (Duration.ofNanos(System.nanoTime() - began).compareTo(settings.serve()) > 0) {
                    throw silent(answer);
                }
                deadline.pause(PAUSE);
            }
        });
    }

    private RunException silent(Answer answer) {
        var message = address() + " did not answer within " + HumanTime.format(settings.serve()) + "; last seen: "
                + answer.describe();
        Supplier<RunException> ofTheRecipe = () -> RunException.recipe(message, diagnosis.of(watch.services()));
        return answer.match(
                app -> ofTheRecipe.get(),
                other -> ofTheRecipe.get(),
                wrong -> ofTheRecipe.get(),
                none -> RunException.environment(message + "; is Traefik up?"));
    }

    /** Asks the app once. */
    public Answer ask(Deadline deadline) {
        return probe.ask(app.domain(), settings.healthPath(), settings.healthCodes(), deadline);
    }

    /** Returns the address that is asked. */
    public String address() {
        return "https://" + app.domain() + settings.healthPath();
    }

    /** Returns what a person needs to see when something is wrong with the app. */
    public List<String> diagnosis() {
        return diagnosis.of(watch.services());
    }

    /** Returns the services that are not there yet. */
    private List<String> requireNotFailed(Convergence state) {
        return state.match(reached -> List.of(), Convergence.Awaited::services, failed -> {
            throw failure(failed);
        });
    }

    private RunException failure(Convergence.Failed failed) {
        var message = "service " + failed.service() + " cannot come up: " + failed.reason();
        var details = diagnosis.of(watch.services());
        return failed.trouble().isPresent()
                ? RunException.environment(message, details)
                : RunException.recipe(message, details);
    }
}
