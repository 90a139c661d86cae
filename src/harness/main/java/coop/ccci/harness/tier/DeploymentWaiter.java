package coop.ccci.harness.tier;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.EnvironmentFault;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.result.Stopwatch.WaitingFor;
import coop.ccci.harness.swarm.Convergence;
import coop.ccci.harness.swarm.MachineLoad;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.StackDrift;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.traefik.RouteDiagnosis;
import coop.ccci.host.HumanTime;
import coop.ccci.host.Waiter;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for a deployed app: first until swarm says that it runs, then until it answers. Neither waits for what cannot
 * come.
 */
public final class DeploymentWaiter {
    private static final String CONVERGE = "converge";
    private static final Duration PAUSE = Duration.ofMillis(150);

    /** What swarm has just begun to put right may be so in a moment; whatever failed for it counts all the same. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** Swarm shows a stack's services one after another while {@code abra} deploys them; none after this is none. */
    private static final Duration NO_SERVICES = Duration.ofSeconds(10);

    private final RunApp app;
    private final RecipeSettings settings;
    private final ServiceWatcher watch;
    private final ServeWaiter answers;
    private final FailureReport diagnosis;
    private final Stopwatch stopwatch;
    private final Recorder recorder;
    private final Set<String> remarked = new HashSet<>();
    private final Set<String> lapses = new LinkedHashSet<>();
    private List<ServiceState> converged = List.of();

    /**
     * Makes ready to wait.
     *
     * @param routes finds out why there is no route to the app
     */
    public DeploymentWaiter(
            RunApp app,
            RecipeSettings settings,
            Swarm swarm,
            AppProbe probe,
            RouteDiagnosis routes,
            Recorder recorder,
            Stopwatch stopwatch) {
        this.app = app;
        this.settings = settings;
        this.recorder = recorder;
        this.watch = new ServiceWatcher(swarm, app, recorder::log);
        this.answers = new ServeWaiter(app, settings, probe, routes);
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
                    converged = watch.services();
                    watch.remarks().stream().filter(remarked::add).forEach(remark -> recorder.note(CONVERGE, remark));
                    return watch.summary();
                }
                var waited = Duration.ofNanos(System.nanoTime() - began);
                if (watch.services().isEmpty() && waited.compareTo(NO_SERVICES) > 0) {
                    throw RunException.recipe("abra deployed no service: there is none in the stack " + app.stack());
                }
                if (waited.compareTo(settings.deploy()) > 0) {
                    var message = "not converged within " + HumanTime.format(settings.deploy()) + ": "
                            + watch.describe(missing);
                    throw fault(message, MachineLoad.now().excusesTime());
                }
                deadline.pause(PAUSE);
            }
        });
    }

    /** Does what is mostly waiting for swarm, and counts it as that. */
    void waitForSwarm(Runnable work) {
        stopwatch.time(WaitingFor.SWARM, work);
    }

    /** Returns how many tasks have failed since the services converged last, as of the last look. */
    long failuresSinceConverged() {
        return watch.since(converged).failures().size();
    }

    /**
     * Looks once more, and keeps in mind each task that has failed since the services converged: the next operation may
     * have them converge anew, and what failed before it would be forgotten.
     */
    public void look() {
        drift();
    }

    private StackDrift drift() {
        watch.poll();
        var drift = watch.since(converged);
        lapses.addAll(drift.failures());
        return drift;
    }

    /**
     * Looks whether what held when the services converged still holds, at the end.
     *
     * @return one assertion for the state of every service, one for the tasks that have failed in between
     * @throws RunException of the environment when a task failed for the machine's fault
     */
    public List<Assertion> lastLook(Deadline deadline) {
        var drift = Waiter.pausing(deadline::pause, PAUSE)
                .poll(SETTLE, this::drift, seen -> seen.lost().isEmpty());
        for (var lapse : lapses) {
            EnvironmentFault.in(lapse)
                    .map(EnvironmentFault::advice)
                    .or(() -> MachineLoad.now().excuses(lapse))
                    .ifPresent(why -> {
                        throw fault(lapse, Optional.of(why));
                    });
        }
        return List.of(
                GenericAssertions.assertion(
                        "at the end swarm still runs every service as its specification says",
                        drift.lost().isEmpty(),
                        String.join("; ", drift.lost())),
                GenericAssertions.assertion(
                        "no task has failed between convergence and the end",
                        lapses.isEmpty(),
                        String.join("; ", lapses)));
    }

    /** Waits until the app itself answers. */
    public String serve(Deadline deadline) {
        return stopwatch.time(
                WaitingFor.APP, () -> answers.serve(deadline, () -> requireNotFailed(watch.poll()), this::diagnosis));
    }

    /** Asks the app once; empty where it has no page to ask. */
    public Optional<Answer> ask(Deadline deadline) {
        return answers.ask(deadline);
    }

    /** Returns what is asserted of the app's answer, asked anew; none where there is nothing to ask. */
    List<Assertion> assertions(Deadline deadline) {
        return answers.assertions(deadline);
    }

    /** Returns the path of the page to show; empty where there is none. */
    public Optional<String> landingPage(Deadline deadline) {
        return answers.landingPage(deadline);
    }

    /** Returns the services as they were at the last look, with every task of theirs that was ever seen. */
    public List<ServiceState> services() {
        return watch.services();
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
        return failed.trouble().isPresent()
                ? RunException.environment(message, diagnosis())
                : fault(message, MachineLoad.now().excuses(message));
    }

    /** The recipe's fault, unless it is excused. */
    private RunException fault(String message, Optional<String> excuse) {
        return excuse.map(why -> RunException.environment(message + "; " + why, diagnosis()))
                .orElseGet(() -> RunException.recipe(message, diagnosis()));
    }
}
