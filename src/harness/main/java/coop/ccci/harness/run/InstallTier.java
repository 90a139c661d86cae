package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.process.Lifetime;
import coop.ccci.harness.swarm.Convergence;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.ServiceState;
import java.util.List;
import java.util.Optional;

/** The generic assertions of the install tier, made on the app that serves. */
final class InstallTier {
    /** Fewer digits than abra's eight could be another commit's. */
    private static final int FEWEST_DIGITS = 7;

    private final RunApp app;
    private final Commit commit;
    private final Deployment deployment;
    private final long failuresBefore;

    /**
     * Makes ready to assert.
     *
     * @param failuresBefore how many tasks had failed when the stack had converged
     */
    InstallTier(RunApp app, Commit commit, Deployment deployment, long failuresBefore) {
        this.app = app;
        this.commit = commit;
        this.deployment = deployment;
        this.failuresBefore = failuresBefore;
    }

    List<Assertion> assertions(Lifetime lifetime) {
        var answer = deployment.ask(lifetime);
        var state = deployment.watch().look();
        var failures = deployment.watch().failures() - failuresBefore;
        return List.of(
                new Assertion(
                        "swarm runs every service as its specification says",
                        state instanceof Convergence.Reached,
                        state instanceof Convergence.Reached ? Optional.empty() : Optional.of(state.toString())),
                new Assertion(
                        "no task has failed since the services converged",
                        failures == 0,
                        failures == 0 ? Optional.empty() : Optional.of(failures + " failed")),
                deployed(),
                new Assertion(
                        deployment.address() + " is answered by the app, with a valid certificate",
                        answer instanceof Answer.FromApp,
                        answer instanceof Answer.FromApp ? Optional.empty() : Optional.of(answer.shown())));
    }

    /**
     * abra writes what it deployed into a label: the first digits of the commit, and {@code +U} where it saw files
     * that are not in it (observed on abra 0.13).
     */
    private Assertion deployed() {
        var label = "coop-cloud." + app.stack() + ".chaos-version";
        var seen = deployment.watch().services().stream()
                .map(ServiceState::labels)
                .filter(labels -> labels.containsKey(label))
                .map(labels -> labels.get(label))
                .findFirst()
                .orElse("");
        var digits = seen.endsWith("+U") ? seen.substring(0, seen.length() - 2) : seen;
        var held = digits.length() >= FEWEST_DIGITS && commit.value().startsWith(digits);
        return new Assertion(
                "the services are those of commit " + commit.abbreviated(),
                held,
                held ? Optional.empty() : Optional.of("the label " + label + " says \"" + seen + "\""));
    }
}
