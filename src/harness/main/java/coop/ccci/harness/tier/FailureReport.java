package coop.ccci.harness.tier;

import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.ServicePhase;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.TaskState;
import java.util.ArrayList;
import java.util.List;

/** Describes a service that failed: the errors of its tasks, its last log lines. */
final class FailureReport {
    private static final int MAX_LINES = 50;
    private static final int MAX_LINE_LENGTH = 500;
    private static final int MAX_SERVICES = 6;

    private final Swarm swarm;

    FailureReport(Swarm swarm) {
        this.swarm = swarm;
    }

    /** Of each service that does not serve as it should; of all of them when every one does. */
    List<String> of(List<ServiceState> services) {
        var wrong = services.stream()
                .filter(service -> ServicePhase.of(service, swarm.now()) == ServicePhase.COMING)
                .toList();
        var lines = new ArrayList<String>();
        (wrong.isEmpty() ? services : wrong).stream().limit(MAX_SERVICES).forEach(service -> describe(service, lines));
        return lines;
    }

    private void describe(ServiceState service, List<String> lines) {
        lines.add("service " + service.name() + ": " + service.serving() + " of " + service.replicas() + " running"
                + (service.update().isEmpty() ? "" : ", update " + service.update() + " " + service.updateMessage()));
        service.tasks().stream()
                .filter(task -> !task.error().isEmpty() || !task.serves())
                .map(TaskState::describe)
                .map(text -> "  task " + text)
                .forEach(lines::add);
        try {
            swarm.lastIllHealth(service, MAX_LINE_LENGTH)
                    .ifPresent(said -> lines.add("  its health check failed, " + said));
            var log = swarm.lastLines(service, MAX_LINES, MAX_LINE_LENGTH);
            lines.add(log.isEmpty() ? "  it wrote no log" : "  its last log lines:");
            log.forEach(line -> lines.add("  | " + line));
        } catch (RunException e) {
            lines.add("  its log cannot be read: " + e.getMessage());
        }
    }
}
