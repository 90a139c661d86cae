package coop.ccci.harness.tier;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.Lifetime;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunFault;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.result.Stopwatch.WaitingFor;
import coop.ccci.harness.swarm.Convergence;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import java.time.Duration;
import java.util.List;

/**
 * Waits for a deployed app: first until swarm says that it runs, then until it answers. Neither waits for what cannot
 * come.
 */
public final class Deployment {
    private static final Duration PAUSE = Duration.ofMillis(150);

    /** Swarm shows a stack's services one after another while {@code abra} deploys them; none after this is none. */
    private static final Duration NO_SERVICES = Duration.ofSeconds(10);

    private final RunApp app;
    private final RecipeSettings settings;
    private final Watch watch;
    private final AppProbe probe;
    private final Diagnosis diagnosis;
    private final Stopwatch stopwatch;
    private long failuresWhenConverged;

    /** Makes ready to wait. */
    public Deployment(
            RunApp app, RecipeSettings settings, Swarm swarm, AppProbe probe, Recorder recorder, Stopwatch stopwatch) {
        this.app = app;
        this.settings = settings;
        this.watch = new Watch(swarm, app, recorder::log);
        this.probe = probe;
        this.diagnosis = new Diagnosis(swarm);
        this.stopwatch = stopwatch;
    }

    /** The services, looked at again and again. */
    Watch watch() {
        return watch;
    }

    /** Waits until every service runs as it should. */
    public String converge(Lifetime lifetime) {
        return stopwatch.time(WaitingFor.SWARM, () -> {
            var began = System.nanoTime();
            while (true) {
                var state = watch.look();
                if (state instanceof Convergence.Reached) {
                    failuresWhenConverged = watch.failures();
                    var services = watch.services().size();
                    return services == 1 ? "1 service runs" : services + " services run";
                }
                refuseHopeless(state);
                var waited = Duration.ofNanos(System.nanoTime() - began);
                if (watch.services().isEmpty() && waited.compareTo(NO_SERVICES) > 0) {
                    throw RunFault.recipe("abra deployed no service: there is none in the stack " + app.stack());
                }
                if (waited.compareTo(settings.deploy()) > 0) {
                    throw RunFault.recipe(
                            "not converged within " + settings.deploy().toSeconds() + " s: "
                                    + ((Convergence.Awaited) state).services(),
                            diagnosis.of(watch.services()));
                }
                lifetime.pause(PAUSE);
            }
        });
    }

    /** How many tasks have failed since the services converged last. */
    long failuresSinceConverged() {
        return watch.failures() - failuresWhenConverged;
    }

    /** Waits until the app itself answers. */
    public String serve(Lifetime lifetime) {
        return stopwatch.time(WaitingFor.APP, () -> {
            var began = System.nanoTime();
            while (true) {
                var answer = ask(lifetime);
                if (answer instanceof Answer.FromApp) {
                    return address() + " answered with " + answer.shown();
                }
                refuseHopeless(watch.look());
                if (Duration.ofNanos(System.nanoTime() - began).compareTo(settings.serve()) > 0) {
                    throw silent(answer);
                }
                lifetime.pause(PAUSE);
            }
        });
    }

    private RunFault silent(Answer answer) {
        var message = address() + " did not answer within " + settings.serve().toSeconds() + " s; last seen: "
                + answer.shown();
        return answer instanceof Answer.NoIngress
                ? RunFault.environment(message + "; is Traefik up?")
                : RunFault.recipe(message, diagnosis.of(watch.services()));
    }

    /** Asks the app once. */
    public Answer ask(Lifetime lifetime) {
        return probe.ask(app.domain(), settings.healthPath(), settings.healthCodes(), lifetime);
    }

    /** The address that is asked. */
    public String address() {
        return "https://" + app.domain() + settings.healthPath();
    }

    /** What a person needs to see when something is wrong with the app. */
    public List<String> diagnosis() {
        return diagnosis.of(watch.services());
    }

    private void refuseHopeless(Convergence state) {
        if (state instanceof Convergence.Hopeless hopeless) {
            var message = "service " + hopeless.service() + " cannot come up: " + hopeless.reason();
            var details = diagnosis.of(watch.services());
            throw hopeless.trouble().isPresent()
                    ? RunFault.environment(message, details)
                    : RunFault.recipe(message, details);
        }
    }
}
