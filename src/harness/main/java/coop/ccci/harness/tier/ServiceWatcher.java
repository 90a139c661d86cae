package coop.ccci.harness.tier;

import coop.ccci.harness.swarm.Convergence;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.ServicePhase;
import coop.ccci.harness.swarm.ServiceRemarks;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.StackDrift;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Polls an app's services and keeps every task that it saw: swarm itself keeps only the last few of each slot. Logs
 * every change of a task.
 */
final class ServiceWatcher {
    private static final int MAX_HEALTH_LENGTH = 300;

    private final Swarm swarm;
    private final RunApp app;
    private final Consumer<String> tell;
    private final Map<String, Map<String, TaskState>> seen = new HashMap<>();
    private List<ServiceState> services = List.of();

    ServiceWatcher(Swarm swarm, RunApp app, Consumer<String> tell) {
        this.swarm = swarm;
        this.app = app;
        this.tell = tell;
    }

    /** Looks once more. */
    Convergence poll() {
        var now = new ArrayList<ServiceState>();
        for (var service : swarm.services(app)) {
            var tasks = seen.computeIfAbsent(service.id(), id -> new LinkedHashMap<>());
            for (var task : service.tasks()) {
                var earlier = tasks.put(task.id(), task);
                if (earlier == null || !earlier.describe().equals(task.describe())) {
                    tell.accept("service " + service.name() + ", task "
                            + task.id().substring(0, 6) + ": " + task.describe());
                }
            }
            now.add(service.with(remembered(service, tasks)));
        }
        services = now;
        return Convergence.of(services, swarm.now());
    }

    /** A task that swarm has forgotten is of the specification that the service has now only if it is younger. */
    private static List<TaskState> remembered(ServiceState service, Map<String, TaskState> seen) {
        var listed = service.tasks().stream().map(TaskState::id).collect(Collectors.toSet());
        return seen.values().stream()
                .map(task -> listed.contains(task.id())
                                || !task.created().isBefore(service.plan().changed())
                        ? task
                        : task.ofThePast())
                .toList();
    }

    /** Returns the services as they were at the last poll. */
    List<ServiceState> services() {
        return services;
    }

    /** Returns what people should know of services of which nothing runs although all is as it should be. */
    List<String> remarks() {
        return ServiceRemarks.of(services, swarm.now());
    }

    /** Returns one clause that says how many services run, for people. */
    String summary() {
        var running = services.stream()
                .filter(service -> ServicePhase.of(service, swarm.now()) == ServicePhase.RUNNING)
                .count();
        var others = services.size() - running;
        return (running == 1 ? "1 service runs" : running + " services run")
                + (others == 0 ? "" : ", " + others + (others == 1 ? " has" : " have") + " no task that runs");
    }

    /** Returns how it stands with some of the services, for people. */
    String describe(List<String> names) {
        return services.stream()
                .filter(service -> names.contains(service.name()))
                .map(service -> "service " + service.name() + " has " + service.serving() + " of " + service.replicas()
                        + " tasks running" + newest(service))
                .collect(Collectors.joining("; "));
    }

    private String newest(ServiceState service) {
        if (service.isUpdating()) {
            return ", an update goes on (" + service.updateMessage() + ")";
        }
        var task = service.tasks().stream().filter(TaskState::current).reduce((earlier, later) -> later);
        var health = swarm.lastIllHealth(service, MAX_HEALTH_LENGTH)
                .map(said -> ", its health check said " + said)
                .orElse("");
        return task.map(last -> ", the newest is " + last.describe() + health).orElse(", swarm made none");
    }

    /** Returns what has become of the services, as of the last poll, since an earlier one. */
    StackDrift since(List<ServiceState> earlier) {
        return StackDrift.between(earlier, services, swarm.now());
    }
}
