package coop.ccci.harness.run;

import coop.ccci.harness.report.RunEvidence;
import coop.ccci.harness.report.ServiceEvidence;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.tier.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps for the report what the services of each app did and said, just before it is taken away.
 *
 * @param evidence where it is kept
 * @param log told why something is missing
 */
record EvidenceListener(RunEvidence evidence, Consumer<String> log) implements AppListener {
    @Override
    public void leaving(AppPlan plan, RunContext live, AppState state, boolean last) {
        try {
            live.deployment().services().stream()
                    .map(service -> of(plan, service, live.swarm()))
                    .forEach(evidence::add);
        } catch (RuntimeException | Error e) {
            log.accept("the report lacks services of the " + plan.app().code() + " app: " + e);
        }
    }

    private static ServiceEvidence of(AppPlan plan, ServiceState service, Swarm swarm) {
        try {
            var lines = swarm.lastLines(service, ServiceEvidence.MAX_LINES, ServiceEvidence.MAX_LINE_LENGTH);
            return ServiceEvidence.of(plan.app(), service, lines, Optional.empty());
        } catch (RunException e) {
            return ServiceEvidence.of(
                    plan.app(), service, List.of(), Optional.of("Its log cannot be read: " + e.getMessage()));
        }
    }
}
